"""Talks of volunteers with groups: where, about what, in which languages, how many people. Never who."""
