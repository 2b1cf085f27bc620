"""Forms of accounts: what was typed, as values or as errors on a field."""
