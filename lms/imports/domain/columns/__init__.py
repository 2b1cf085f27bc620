"""Which column of a list is which field, and where its table begins."""
