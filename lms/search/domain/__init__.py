"""Rules of search, pure: no rows, no clock, no sentences."""
