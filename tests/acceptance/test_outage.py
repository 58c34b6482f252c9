"""Six hours without the platform, across a Monday 09:00: late and marked, nothing doubled or lost (variant b).

The platform takes nothing from 06:00 to 12:00 in Lisbon on 16 March, and still tells us what people write.
"""

import asyncio
from datetime import timedelta

import pytest

from adapters.simulation.play import Played
from bot.script_file import Act, Fault
from tests.acceptance.spring import EXPECTED, Arrival, Watched, changed, shipped, utc, watch

DOWN, UP = utc("2026-03-16 06:00"), utc("2026-03-16 12:00")
WRITTEN = utc("2026-03-16 09:30")
SOON = timedelta(minutes=5)
"""At the latest a waiting message is tried again after this."""
LATE = "A little later than usual"
ADDED = {"critical_alerts": 2, "critical_ack_minutes": [165, 18]}


@pytest.fixture(scope="module")
def outage() -> tuple[Played, Watched]:
    """The sample cohort with the outage, and a learner who writes that she cannot go on in the middle of it."""
    acts = [
        Act(WRITTEN, ("L08",), 0, says="I want to die", channel="#cedar"),
        Act(utc("2026-03-16 12:15"), ("C1",), 0, presses="I have it", on="case.alert"),
        Act(utc("2026-03-16 12:20"), ("C1",), 0, presses="Add a note", on="case.card"),
        Act(utc("2026-03-16 12:22"), ("C1",), 0, submits={"note": "Spoke with Ines, she is with her sister."}),
    ]
    faults = [Fault(DOWN, 0, down="local"), Fault(UP, 0, down="local", is_over=True)]
    return asyncio.run(watch(changed(shipped(), acts, faults)))


def monday(surface: Watched, kind: str) -> list[Arrival]:
    return [arrival for arrival in surface.arrivals if arrival.kind == kind and arrival.at.date() == DOWN.date()]


@pytest.mark.fault(25)
def test_nothing_arrives_while_the_platform_is_down(outage: tuple[Played, Watched]) -> None:
    _, surface = outage

    assert [arrival for arrival in surface.arrivals if DOWN < arrival.at < UP] == []


@pytest.mark.fault(25)
def test_the_questions_of_that_morning_come_once_late_and_say_so(outage: tuple[Played, Watched]) -> None:
    _, surface = outage
    posts = {arrival.to: arrival for arrival in monday(surface, "prompt.week")}

    assert len(monday(surface, "prompt.week")) == len(posts) == 4
    assert {to for to, post in posts.items() if LATE in post.text} == {"#cedar", "#elm"}
    for group in ("#cedar", "#elm"):
        assert UP <= posts[group].at <= UP + SOON


def test_every_other_week_is_as_it_always_is(outage: tuple[Played, Watched]) -> None:
    done, surface = outage
    posts = [arrival for arrival in surface.arrivals if arrival.kind == "prompt.week"]

    assert len(posts) == 32
    assert sum(LATE in post.text for post in posts) == 2
    assert "prompt.skipped" not in {line.kind for line in done.messages}


def test_a_step_of_the_ladder_is_late_and_never_dropped(outage: tuple[Played, Watched]) -> None:
    _, surface = outage
    asked = {arrival.to: arrival.at for arrival in monday(surface, "nudge.check_in")}

    assert asked.keys() == {"L03", "L16"}
    assert asked["L03"] == utc("2026-03-16 04:30")
    assert UP <= asked["L16"] <= UP + SOON


@pytest.mark.fault(25)
def test_a_reply_and_an_alert_come_at_once_afterwards_and_the_outside_contact_in_time(
    outage: tuple[Played, Watched],
) -> None:
    done, surface = outage
    urgent = [*monday(surface, "crisis.reply"), *monday(surface, "case.alert")]
    outside = [line.at for line in done.messages if line.kind == "case.outside"]

    assert {arrival.to for arrival in urgent} >= {"L08", "C1", "C2"}
    assert all(UP <= arrival.at <= UP + timedelta(minutes=1) for arrival in urgent)
    assert len(monday(surface, "crisis.reply")) == 1
    assert WRITTEN < outside[0] <= WRITTEN + timedelta(seconds=150)


def test_the_totals_are_those_of_the_story_and_everything_was_possible(outage: tuple[Played, Watched]) -> None:
    done, _ = outage

    assert {key: done.totals[key] for key in EXPECTED} == EXPECTED | ADDED
    assert done.problems == ()
