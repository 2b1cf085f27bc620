"""How handouts are drawn: values to files."""
