"""How properties are tried: no time limit, because machines differ, and no folder of examples."""

from hypothesis import settings

settings.register_profile("sala", deadline=None, database=None)
settings.load_profile("sala")
