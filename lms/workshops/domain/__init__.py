"""Rules of workshops, pure: no rows, no clock, no sentences."""
