"""What people said in chat is what pairs proposed in chat are made of: words, modules, wishes and vetoes."""

from datetime import date, timedelta

import pytest

from bot.domain.aims import words_of
from bot.domain.members import Member, Role
from bot.domain.pairing import Criterion, score
from bot.domain.room import Room, Traits, sides

ON, LENGTH = date(2027, 3, 1), timedelta(minutes=45)


def one(handle: str, role: Role) -> Member:
    return Member(f"id-{handle}", "c1", handle, handle, role, "UTC")


LEARNER, LATE, LONG_AGO = one("L1", Role.LEARNER), one("M1", Role.MENTOR), one("M2", Role.MENTOR)


def reasons(learner: Traits, *mentors: Traits) -> list[dict[Criterion, float]]:
    room = Room((LATE, LONG_AGO), {said.member_id: said for said in (learner, *mentors)}, ())
    table = score(*sides([LEARNER], [LATE, LONG_AGO], room, ON, LENGTH))
    return [table.reasons(0, column) if table.admissible[0, column] else {} for column in range(2)]


def test_who_is_good_at_what_somebody_wants_to_learn_goes_first() -> None:
    wants = Traits(LEARNER.id, goals=words_of("Planning, graphs"))
    first, other = reasons(
        wants, Traits(LATE.id, strengths=words_of("graphs; planning")), Traits(LONG_AGO.id, strengths=words_of("sql"))
    )

    assert (first[Criterion.GOALS], other[Criterion.GOALS]) == (25, 0)


def test_a_mentor_who_just_finished_the_learners_module_goes_before_one_who_did_long_ago() -> None:
    first, other = reasons(Traits(LEARNER.id, stage=2), Traits(LATE.id, stage=2), Traits(LONG_AGO.id, stage=9))

    assert first[Criterion.STAGE] > other[Criterion.STAGE] > 0


def test_wishes_and_vetoes_hold_in_chat_whatever_the_letter_case_of_an_id() -> None:
    first, other = reasons(Traits(LEARNER.id, avoid=frozenset({"m1"}), prefer=frozenset({"m2", "nobody"})))

    assert first == {}
    assert other[Criterion.WISH] == 5


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", set()),
        (" , ;", set()),
        ("Graphs,  big   data;graphs", {"graphs", "big data"}),
        (",".join(map(str, range(20))), set(map(str, range(8)))),
        ("x" * 90, {"x" * 40}),
    ],
)
def test_words_are_what_stands_between_commas(typed: str, words: set[str]) -> None:
    assert words_of(typed) == words
