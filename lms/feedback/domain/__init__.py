"""Rules of feedback: what can be said of a lesson, and what of it may be shown."""
