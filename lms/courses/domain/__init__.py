"""Rules of courses, pure: no rows, no clock, no sentences."""
