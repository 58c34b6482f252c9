"""What a page of the desk may cost: so many statements and bytes, however many people the cohort has."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.session import Session
from tests.benchmarks.desk import served

STATEMENTS = {
    "/": 25,
    "/cases": 12,
    "/people": 16,
    "/groups": 22,
    "/pairs": 16,
    "/figures": 32,
    "/calendar": 25,
    "/audit": 14,
}
BYTES = 100_000
LARGE = 600
"""Learners: several pages of each list."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count statements in the one place they all go through."""
    count, done = [0], Session._done

    async def counting(session: Session, *given: Any) -> Any:
        count[0] += 1
        return await done(session, *given)

    monkeypatch.setattr(Session, "_done", counting)
    return iter([count])


async def test_a_page_asks_no_more_of_the_database_because_a_cohort_is_large(
    tmp_path: Path, counted: Iterator[list[int]]
) -> None:
    (count,), over = counted, {}
    async with served(tmp_path, 0, LARGE) as (_, browser):
        for path, most in STATEMENTS.items():
            count[0] = 0
            page = await browser.get(path)
            assert page.status_code == 200, path
            assert len(page.content) < BYTES, path
            if count[0] > most:
                over[path] = count[0]

    assert over == {}


async def test_long_lists_lead_on_to_their_next_page(tmp_path: Path) -> None:
    async with served(tmp_path, 0, LARGE) as (_, browser):
        for path in ("/", "/people", "/groups", "/pairs"):
            first, second = await browser.get(path), await browser.get(f"{path}?page=2")

            assert f'rel="next" href="{path}?page=2"' in first.text
            assert f'rel="prev" href="{path}?page=1"' in second.text
            assert "Page 2 of" in second.text
