"""The part of fontTools that the font script and the tests use."""
