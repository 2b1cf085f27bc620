"""Rules of records, pure: no rows, no clock, no sentences."""
