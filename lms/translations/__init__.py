"""Translations: how fresh each unit is, stamping as made from the present English, pages for editors."""
