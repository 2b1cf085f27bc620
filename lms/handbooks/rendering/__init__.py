"""How handbooks are drawn: values to files."""
