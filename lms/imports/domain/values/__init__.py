"""One cell of a list to its value."""
