"""People, Societies, branches, roles and the ways to sign in."""
