"""Rules of reports, pure: no rows, no clock, no sentences."""
