"""Verbs of privacy: they change rows and write the audit line, and never commit."""
