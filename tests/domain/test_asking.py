"""What counts as a question in the channel for help, and as its answer; when it has waited long enough."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.asking import Line, due_at, questions

AT = datetime(2027, 3, 2, 10, tzinfo=UTC)


def lines(*said: str) -> list[Line]:
    """Read `L1`, `M1`, `L2>L1` (an answer to L1); one is written every ten minutes, `...` lets two hours pass."""
    found, at = [], AT
    for text in said:
        who, _, answers = text.partition(">")
        if text == "...":
            at += timedelta(hours=2)
        else:
            found.append(Line(who, who.startswith("L"), at, answers))
            at += timedelta(minutes=10)
    return found


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (["L1"], {"L1-0": None}),
        (["L1", "M1"], {"L1-0": 10}),
        (["L1", "L2>L1"], {"L1-0": 10}),
        (["L1", "L2"], {"L1-0": None, "L2-1": None}),  # nobody can tell whether the second answers
        (["L1", "L1"], {"L1-0": None, "L1-1": None}),
        (["L1", "M1>L2", "C1"], {"L1-0": 20}),  # said to somebody else
        (["L1", "M1", "L1"], {"L1-0": 10}),  # thank you
        (["L1", "M1", "...", "L1"], {"L1-0": 10, "L1-2": None}),  # a new question
        (["M1", "L1"], {"L1-1": None}),
        (["L2>L1", "M1"], {}),
        ([], {}),
    ],
)
def test_a_learners_word_is_a_question_until_a_mentor_writes_or_somebody_replies(
    said: list[str], asked: dict[str, int | None]
) -> None:
    written = lines(*said)
    found = {f"{one.line.member_id}-{written.index(one.line)}": one.waited for one in questions(written)}

    assert found == {line: timedelta(minutes=took) if took else None for line, took in asked.items()}


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2027-03-02 10:00", "2027-03-02 13:00"),
        ("2027-03-02 17:59", "2027-03-02 20:59"),
        ("2027-03-02 18:00", "2027-03-03 09:00"),
        ("2027-03-02 23:40", "2027-03-03 09:00"),
        ("2027-03-03 03:00", "2027-03-03 09:00"),
        ("2027-03-03 07:30", "2027-03-03 10:30"),
        ("2027-03-27 23:00", "2027-03-28 08:00"),  # the clocks of Lisbon change that night
    ],
)
def test_a_question_may_wait_three_hours_of_the_day(asked: str, due: str) -> None:
    assert due_at(datetime.fromisoformat(f"{asked}Z"), "Europe/Lisbon") == datetime.fromisoformat(f"{due}Z")
