"""Handbooks: each module as two printed books, for who learns and for who teaches."""
