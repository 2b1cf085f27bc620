"""Verbs of tests: an attempt from its first question to its marks, and what was tapped until then."""
