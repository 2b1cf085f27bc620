"""Verbs of records: they change rows and write the audit line, and never commit."""
