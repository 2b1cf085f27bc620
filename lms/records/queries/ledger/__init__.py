"""What is read from the entries of the ledger."""
