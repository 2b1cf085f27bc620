"""What the files of the content have to agree on."""
