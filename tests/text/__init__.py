"""Text of four scripts: properties that always hold, and tables of cases."""
