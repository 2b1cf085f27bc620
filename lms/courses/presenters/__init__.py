"""What pages and files of courses show, in the reader's language."""
