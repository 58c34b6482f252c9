"""The secret address of somebody's own calendar: theirs alone, renewed and ended with one tap."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar

from tests.adapters.exchange.served import HERE, Exchange, served
from tests.world import World

WED = "Wed 3 Mar 12:30"


@pytest.fixture
async def meeting(world: World, tmp_path: Path) -> AsyncIterator[Exchange]:
    """Two learners who each agreed on a time with their mentor."""
    async with served(world, tmp_path, sessions=True) as exchange:
        await exchange.cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        yield exchange


async def address(exchange: Exchange, who: str) -> str:
    await exchange.cohort.commands(who, "/peer my calendar")
    return shown(exchange, who)


def shown(exchange: Exchange, who: str) -> str:
    found = re.search(r"`(https://\S+)`", exchange.cohort.last(who, "calendar.address").text)
    assert found is not None
    return found[1]


def titles(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200
    return [str(event["description"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


async def test_everybody_sees_their_own_sessions_and_nobody_elses(meeting: Exchange) -> None:
    mine, theirs, other = [await meeting.client.get(await address(meeting, who)) for who in ("L1", "M1", "L2")]

    [session] = titles(mine)
    assert "Name M1" in session
    assert ["Name L1" in each for each in titles(theirs)] == [True]
    assert "Name L1" not in other.text
    assert mine.headers["content-type"].startswith("text/calendar")
    assert mine.headers["x-robots-tag"] == "noindex"


async def test_asking_again_shows_the_same_address_and_a_new_one_ends_it(meeting: Exchange) -> None:
    first = await address(meeting, "L1")
    assert await address(meeting, "L1") == first

    await meeting.cohort.presses("L1", "Make a new address")
    second = shown(meeting, "L1")

    assert second != first
    assert (await meeting.client.get(first)).status_code == 404
    assert (await meeting.client.get(second)).status_code == 200


async def test_what_is_turned_off_is_gone(meeting: Exchange) -> None:
    where = await address(meeting, "L1")
    await meeting.cohort.presses("L1", "Turn it off")

    answer = await meeting.client.get(where)
    assert answer.status_code == 404
    assert "/peer my calendar" in answer.json()["error"]


async def test_whoever_leaves_or_has_their_data_deleted_has_no_calendar_any_more(meeting: Exchange) -> None:
    where = await address(meeting, "L1")
    await meeting.cohort.leaves("L1")

    assert (await meeting.client.get(where)).status_code == 404


async def test_a_calendar_that_looks_again_gets_only_what_changed(meeting: Exchange) -> None:
    where = await address(meeting, "L1")
    first = await meeting.client.get(where)
    marks = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
    same = await meeting.client.get(where, headers=marks)
    await meeting.cohort.presses("M1", "Move it", on="session.agreed")
    await meeting.cohort.presses("M1", "Mon 8 Mar, 18:00", on="session.choose")
    moved = await meeting.client.get(where, headers=marks)

    assert (first.headers["cache-control"], same.status_code, same.content) == ("private, max-age=900", 304, b"")
    assert moved.status_code == 200
    assert moved.headers["etag"] != first.headers["etag"]
    assert b"20270308T180000Z" in moved.content


@pytest.mark.parametrize("secret", ["x", ".", "a.b", "..%2f..%2fetc", "é", "%00", "x" * 5000])
async def test_an_address_that_is_nobodys_shows_nothing(exchange: Exchange, secret: str) -> None:
    answer = await exchange.client.get(f"{HERE}/calendar/{secret}.ics")

    assert answer.status_code == 404


async def test_an_id_without_its_seal_is_nobodys(meeting: Exchange) -> None:
    mine, theirs = [(await address(meeting, who)).rpartition("/")[2] for who in ("L1", "M1")]
    mixed = f"{theirs.partition('.')[0]}.{mine.partition('.')[2]}"

    assert mixed not in (mine, theirs)
    assert (await meeting.client.get(f"{HERE}/calendar/{mixed}")).status_code == 404


async def test_thirty_looks_a_minute_are_enough(meeting: Exchange) -> None:
    where = await address(meeting, "L1")
    answers = [(await meeting.client.get(where)).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


async def test_where_nobody_serves_it_the_answer_says_what_there_is_instead(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer my calendar")

        assert "`[exchange]`" in cohort.last("L1", "calendar.none").text
