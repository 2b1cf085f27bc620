"""Verbs of certificates: they change rows and write the audit line, and never commit."""
