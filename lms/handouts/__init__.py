"""Printable pieces: checklists, pocket cards and the practice slip, as pages and as papers to cut."""
