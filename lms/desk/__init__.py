"""The home of staff: what waits for whoever signs in, by what they may do. Counts what the lists behind it count."""
