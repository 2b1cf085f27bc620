"""What pages and files of privacy show, in the reader's language."""
