"""Verbs of workshops: plan, invite, note who is there, close."""
