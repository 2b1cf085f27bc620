"""Rules of certificates, pure: no rows, no clock, no sentences."""
