"""Rules of talks with groups."""
