"""Uploaded bytes to cells, for imports. Nothing in them is trusted."""
