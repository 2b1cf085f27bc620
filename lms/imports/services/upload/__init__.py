"""A file that comes in: kept as long as it is dealt with, its table found."""
