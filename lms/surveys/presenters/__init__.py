"""Surveys in the reader's words."""
