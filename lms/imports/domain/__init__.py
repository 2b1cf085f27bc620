"""Rules of imports, pure: no rows, no clock, no sentences."""
