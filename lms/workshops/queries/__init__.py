"""Reads of workshops: rows to values."""
