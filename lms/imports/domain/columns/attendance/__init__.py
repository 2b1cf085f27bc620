"""Columns that say who was there: days, hours, absences. Pure."""
