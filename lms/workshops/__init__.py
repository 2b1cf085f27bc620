"""Workshops: planned, with a roster, attendance of half-days, closed into the training ledger."""
