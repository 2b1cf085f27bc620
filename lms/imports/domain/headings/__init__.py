"""What headings of a list say."""
