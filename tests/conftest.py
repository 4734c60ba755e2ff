"""How generated examples are drawn: freely at a desk, always the same in CI, where a run must say only what changed."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
