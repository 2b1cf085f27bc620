"""Content: the files of curriculum/, quizzes/ and certificates/ as frozen objects. Knows no people and no
web.

Start with `loader.load(root)` for a `content.Content`, or `check.check(root)` for the list of everything
wrong.
"""
