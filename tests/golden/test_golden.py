"""Every sentence of the bot, kept as people read it, and as the local workspace shows it when every word is hostile."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bot.cards import Card, Form
from tests.golden.case import Case
from tests.golden.cases import all_cases
from tests.golden.local import html
from tests.golden.readable import readable
from tests.golden.typed import FRIENDLY, HOSTILE, Typed

READ, TYPED = all_cases(FRIENDLY), all_cases(Typed.everywhere(HOSTILE))
MODULES = sorted({case.module for case in READ})


class Prose(SingleFileSnapshotExtension):
    """One text file a wording module."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


class Page(Prose):
    """One HTML file a wording module."""

    file_extension = "html"


def _of(cases: list[Case], module: str) -> list[Case]:
    return [case for case in cases if case.module == module]


@pytest.mark.parametrize("module", MODULES)
def test_what_people_read(module: str, snapshot: SnapshotAssertion) -> None:
    text = "\n\n".join(f"=== {case.name}\n{readable(case.shown())}" for case in _of(READ, module))

    assert f"{text}\n" == snapshot(extension_class=Prose)


@pytest.mark.parametrize("module", [m for m in MODULES if m not in ("case_words", "upcoming")])
def test_hostile_words_in_the_workspace(module: str, snapshot: SnapshotAssertion) -> None:
    shown = [(case.name, case.shown()) for case in _of(TYPED, module)]
    text = "\n\n".join(f"<!-- {name} -->\n{html(card)}" for name, card in shown if isinstance(card, Card | Form))

    assert f"{text}\n" == snapshot(extension_class=Page)
