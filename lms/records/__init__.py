"""The training ledger: what people achieved, what follows from it, and who holds what today."""
