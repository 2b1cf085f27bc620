"""Papers of a workshop: values to PDF."""
