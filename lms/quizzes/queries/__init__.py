"""Reads of quizzes: rows to values."""
