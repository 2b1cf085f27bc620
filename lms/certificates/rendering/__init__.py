"""How certificates are drawn: values to files."""
