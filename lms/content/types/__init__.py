"""Types of the content that others import."""
