"""One loader for each kind of content file."""
