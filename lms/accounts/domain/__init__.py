"""Rules of accounts, pure: no rows, no clock, no sentences."""
