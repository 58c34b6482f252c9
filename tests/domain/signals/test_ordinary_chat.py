"""How often the shipped packs alarm on chat messages of other people's communities.

The messages are not in the repository: `KITH_CHAT_DATA` names the folder with `ordinary_*.jsonl`.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.signals import Packs, Severity

FOLDER = os.environ.get("KITH_CHAT_DATA", "")
CRISIS_PER_10_000 = 0.6
ALL_PER_10_000 = 1.5
"""The design's limits: crisis rules at critical or high, and everything that tells a coordinator at once."""


def messages() -> Iterator[str]:
    for file in sorted(Path(FOLDER).glob("ordinary_*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


@pytest.mark.skipif(not FOLDER, reason="KITH_CHAT_DATA names no folder with ordinary chat messages")
def test_alarms_on_ordinary_messages_stay_below_the_limits(packs: Packs) -> None:
    count = crisis = alarms = 0
    for text in messages():
        grave = [hit for hit in packs.scan(text) if hit.severity >= Severity.HIGH]
        count += 1
        crisis += any(hit.category == "crisis" for hit in grave)
        alarms += bool(grave)

    assert count > 10_000
    assert crisis / count * 10_000 <= CRISIS_PER_10_000
    assert alarms / count * 10_000 <= ALL_PER_10_000
