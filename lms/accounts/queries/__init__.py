"""Reads of accounts: rows to values. They change nothing."""
