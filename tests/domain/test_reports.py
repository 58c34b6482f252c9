"""Whom a report names: inclusive, since asking the next person costs little and telling the wrong one costs a lot."""

import pytest

from bot.domain.members import Member, Role
from bot.domain.reports import accuses_its_writer, named_in

NAMES = {"C1": "Teresa Duarte", "C2": "Ana Silva", "C3": "Rui Silva", "M1": "José Ñíguez", "M2": "Li Wu"}
PEOPLE = [Member(handle, "c", handle, name, Role.COORDINATOR, "UTC") for handle, name in NAMES.items()]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("teresa keeps writing to me at night", ["C1"]),
        ("TERESA DUARTE!!", ["C1"]),
        ("it was Ana Silva, nobody else", ["C2"]),
        ("somebody called Silva", ["C2", "C3"]),
        ("Ana Silva, and the other Silva too", ["C2", "C3"]),
        ("jose said it", ["M1"]),
        ("Jose\u0301 Niguez said it", ["M1"]),
        ("c3 said it", ["C3"]),
        ("Li Wu said it", ["M2"]),
        ("I like Lisbon and duarteism", []),
        ("li and wu are short words", []),
        ("tere\u200bsa hides", ["C1"]),
        ("", []),
    ],
)
def test_whom_a_text_may_name(text: str, named: list[str]) -> None:
    assert list(named_in(text, PEOPLE)) == named


def test_a_mention_names_whose_account_it_is() -> None:
    assert named_in("<@U77AB> follows me", PEOPLE, [("U77AB", "C2"), ("U77", "C3")]) == ("C2",)


@pytest.mark.parametrize(
    ("rule", "is_kept"),
    [
        ("harassment.threat", True),
        ("harassment.abuse", True),
        ("harassment.disclosure", False),
        ("integrity.offer", True),
        ("integrity.concern", False),
        ("crisis.ideation", False),
    ],
)
def test_a_signal_about_what_its_writer_did_is_kept_from_them_and_a_crisis_never_is(rule: str, is_kept: bool) -> None:
    assert accuses_its_writer(rule) is is_kept


@pytest.mark.parametrize(
    ("category", "is_kept"), [("harassment", True), ("integrity", True), ("crisis", False), ("struggling", False)]
)
def test_what_a_cohorts_own_rule_sees_of_harassment_may_be_the_writers_deed_and_is_kept_from_them(
    category: str, is_kept: bool
) -> None:
    assert accuses_its_writer("own.3fa", category) is is_kept
