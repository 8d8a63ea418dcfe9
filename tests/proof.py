"""How deep the proofs go: a sample with every run, all of it with BATON_PROOF=1 (minutes)."""

import os

from hypothesis import HealthCheck, settings

PROOF = os.environ.get("BATON_PROOF") == "1"


def examples(quick: int, deep: int) -> settings:
    """So many random cases. Making one takes its time; how long is not the question."""
    return settings(
        max_examples=deep if PROOF else quick,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
