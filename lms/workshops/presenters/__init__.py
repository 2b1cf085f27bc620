"""What pages of workshops show, in the reader's language."""
