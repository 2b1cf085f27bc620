"""Reads of records: rows to values. They change nothing."""
