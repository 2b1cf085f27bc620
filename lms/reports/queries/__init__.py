"""Reads of reports: rows to values. They change nothing."""
