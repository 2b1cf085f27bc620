"""What pages and files of imports show, in the reader's language."""
