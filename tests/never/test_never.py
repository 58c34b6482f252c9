"""What must never happen does not, in any small cohort; and each of these rules finds it where it was planted."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from tests.golden.cases import all_cases
from tests.golden.readable import readable
from tests.golden.typed import FRIENDLY
from tests.never.cohorts import Drawn, Lived, drawn, lived
from tests.never.plants import plant_all
from tests.never.rules import RULES, Rule, plays_a_person, promises, ranks

EXAMPLES = int(os.environ.get("KITH_COHORTS", "2"))
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.replace("_", "-"))


@pytest.fixture(scope="module")
def planted(made_file: Path) -> Lived:
    """A cohort in which everything happens that must not."""
    with pytest.MonkeyPatch.context() as patch:
        plant_all(patch)
        return asyncio.run(lived(Drawn(answers=0.0, surveys=1.0), made_file))


@pytest.mark.faults
@given(drawn())
@example(Drawn(answers=0.0, surveys=1.0))
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
def test_in_no_cohort_anything_happens_that_must_never_happen(made_file: Path, what: Drawn) -> None:
    seen = asyncio.run(lived(what, made_file))

    assert {rule.__name__: rule(seen) for rule in RULES if rule(seen)} == {}


@every_rule
def test_what_is_planted_is_found(rule: Rule, planted: Lived) -> None:
    assert rule(planted)


@pytest.mark.parametrize("is_wrong", [ranks, plays_a_person, promises], ids=lambda each: each.__name__)
def test_no_sentence_of_the_bot_ranks_or_plays_a_person_or_promises(is_wrong: Callable[[str], bool]) -> None:
    shown = {case.name: readable(case.shown()) for case in all_cases(FRIENDLY)}
    assert {name for name, text in shown.items() if is_wrong(text)} == set()


@pytest.mark.parametrize(
    ("is_wrong", "text"),
    [
        *[(ranks, text) for text in ("Your score is 7.", "A streak of 3 weeks!", "Top 5 learners", "Last warning")],
        *[(plays_a_person, text) for text in ("I know how you feel.", "I've been there.", "I'm so proud of you")],
        *[(promises, text) for text in ("It raises completion by 10 %.", "You will pass.", "12 % more people finish")],
    ],
)
def test_a_sentence_that_does_would_be_found(is_wrong: Callable[[str], bool], text: str) -> None:
    assert is_wrong(text)


def test_that_nobody_is_ranked_may_be_said() -> None:
    assert not ranks("Nobody is ranked, and everybody goes at their own pace.")
