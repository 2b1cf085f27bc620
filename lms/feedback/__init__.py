"""Whether a lesson was clear: two taps of its readers, and what groups of them said, for editors."""
