"""What pages and files of reports show, in the reader's language."""
