"""What is typed about workshops, as values or as errors on a field."""
