"""Catalogue, modules and lessons for everybody; progress for the one who reads."""
