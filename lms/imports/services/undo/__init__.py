"""An import is taken back: what would go and stay, what goes, and which later lists that meets."""
