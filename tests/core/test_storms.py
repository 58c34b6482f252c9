"""Whatever fails, and however much of it at once: nothing lost, nothing doubled, nothing out of order.

KITH_STORMS says how many storms go over SQLite (3 unless it is set). What PostgreSQL does otherwise shows in a fifth.
"""

import os
from collections.abc import Callable

import pytest

from tests.core.mutants import (
    a_refusal_ends_a_doubt,
    an_expired_lease_is_a_fresh_start,
    no_look,
    no_order,
    send_then_mark,
)
from tests.core.office import Office
from tests.core.storm import Storm

pytestmark = pytest.mark.faults
SEEDS = int(os.environ.get("KITH_STORMS", "3"))


async def test_storms_lose_double_and_disorder_nothing(office: Office, made_url: str) -> None:
    for seed in range(SEEDS if made_url.startswith("sqlite") else max(3, SEEDS // 5)):
        assert await Storm(office, seed).passes() == [], f"seed {seed}"


@pytest.mark.parametrize(
    "take_out", [no_look, a_refusal_ends_a_doubt, an_expired_lease_is_a_fresh_start, no_order, send_then_mark]
)
async def test_storms_find_a_rule_that_is_missing(
    office: Office, take_out: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out(monkeypatch)

    for seed in range(SEEDS):
        if await Storm(office, seed).passes():
            return

    raise AssertionError(f"{SEEDS} storms went by and nothing was noticed")
