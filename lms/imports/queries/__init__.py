"""Reads of imports: rows to values. They change nothing."""
