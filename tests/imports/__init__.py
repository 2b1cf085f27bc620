"""Lists from outside, made by the tests as people would save them."""
