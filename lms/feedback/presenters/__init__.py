"""Feedback in the reader's language."""
