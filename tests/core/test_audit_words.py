"""Every line the audit log may hold has words of its own, in the report of the month and at the desk."""

import re
from pathlib import Path

import pytest

from bot.domain import auditing
from bot.wording import auditing as wording
from bot.wording import desk_audit

_ADDED = re.compile(r'audit\.add\([^)]*?f?"([a-z_]+\.[a-z_]+)', re.DOTALL)
_ACTED = re.compile(r'acted\([^)]*?f?"([a-z_]+)', re.DOTALL)
CODE = [path.read_text() for path in Path("bot").rglob("*.py")]
WRITTEN = {what for text in CODE for what in _ADDED.findall(text)}
WRITTEN |= {f"case.{what}" for text in CODE for what in _ACTED.findall(text)}


@pytest.mark.parametrize("what", auditing._LOOKS)
def test_a_look_is_counted_in_words(what: str) -> None:
    assert what in wording._LOOKED


@pytest.mark.parametrize("what", [each for each in auditing._CHANGES if not each.endswith(".")])
def test_a_change_is_counted_in_words(what: str) -> None:
    assert what == auditing.CONFIG or what in wording._CHANGED


def test_the_desk_has_words_for_every_line_the_code_writes() -> None:
    assert len(WRITTEN) > 40
    assert {what for what in WRITTEN if what not in desk_audit._DONE} == set()
