"""Khmer, Lao, Thai and Burmese text: normalising, searching, wrapping, sorting, dates, what can be drawn.

Pure: text in, text out. Knows nothing of people, pages, the database or the language of the interface.
Import the module that has the function; nothing is re-exported here.
"""
