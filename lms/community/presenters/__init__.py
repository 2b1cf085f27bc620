"""Talks with groups in the reader's language."""
