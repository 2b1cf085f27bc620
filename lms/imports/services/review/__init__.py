"""HR looks at the lines of a preview, and says whom they are about."""
