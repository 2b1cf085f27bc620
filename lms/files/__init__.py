"""Files: where they are, written whole, readable by one account."""
