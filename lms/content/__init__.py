"""Content: the files of curriculum/, quizzes/ and certificates/ as frozen objects. Knows no people and no
web.

Start with `reader.load(root)` for a `library.Library`, or `checks.check(root)` for the list of everything
wrong.
"""
