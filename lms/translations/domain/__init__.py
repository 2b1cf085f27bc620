"""Rules of translations, pure: no rows, no clock, no sentences."""
