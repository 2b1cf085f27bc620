"""Rules of handbooks, pure: no rows, no clock, no sentences."""
