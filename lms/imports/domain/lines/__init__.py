"""A whole line of a list, and what only whole columns say."""
