"""Search: finds words in lessons, written with spaces or without. Keeps no question that anybody asked."""
