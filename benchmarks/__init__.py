"""What `make bench` runs: our figures, each beside a baseline measured in the same run on the same machine.

Absolute times drift from machine to machine, ratios hold. Nothing here is asserted, nothing is written into
the tree: what does not depend on time (bytes, requests, query counts) is asserted in the tests.
"""
