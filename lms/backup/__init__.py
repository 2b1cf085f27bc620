"""Backups: everything that cannot be made again, in one file; brought back whole or not at all."""
