"""What pages of the desk show, in the reader's language."""
