"""What pages and files of records show, in the reader's language."""
