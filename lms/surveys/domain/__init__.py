"""Rules of surveys. Pure: no rows, no clock, no sentences."""
