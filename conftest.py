"""What every test run shares: how hard properties are searched, and no stale compiled kernels."""

import os

from hypothesis import HealthCheck, settings

from bootstrap import forget_stale_kernels

# The first example of a run may have to wait for the compiler, so no example has a deadline.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# The same tree gets the same verdict: the search for new counter-examples belongs to the nightly run.
settings.register_profile("default", UNHURRIED, max_examples=40, derandomize=True, print_blob=True)
settings.register_profile("quick", UNHURRIED, max_examples=8, derandomize=True)
settings.register_profile("nightly", UNHURRIED, max_examples=1000, print_blob=True)
settings.load_profile("default")

if "PYTEST_XDIST_WORKER" not in os.environ:
    forget_stale_kernels()
