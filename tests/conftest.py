"""How hard the laws are tried: `HYPOTHESIS_PROFILE=fuzz` for a long search, without it the same few in every run."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("default", derandomize=True, deadline=None, database=None, max_examples=200)
settings.register_profile(
    "fuzz", deadline=None, database=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
