"""The text of a lesson: blocks, HTML, outline."""
