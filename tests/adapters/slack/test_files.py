"""Calendar entries on Slack: on the message itself, once, whatever happens between its parts."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from adapters.calendars import written
from bot.cards import Card
from bot.domain.calendars import CalendarFile
from bot.domain.figures import Cut, Figure, Measure
from bot.domain.pictures import Chart
from bot.domain.sessions import Session
from bot.errors import Unknown
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_messenger import delivery, later
from tests.doubles.faults import Fault, Harm

AT = datetime(2027, 3, 4, 18, tzinfo=UTC)
FILE = CalendarFile("0f3a", 0, AT, AT + timedelta(minutes=45), AT - timedelta(days=1), "Kith session")
DATED = Card("You meet Ada on Thursday.", "session.agreed", attachment=FILE)
WEEKS = tuple(Figure(Measure.CHECK_INS, Cut.WEEK, str(week), 3, 4) for week in (1, 2))
WORDS = "Check-ins answered: week 1 75 %, week 2 75 %."
DRAWN = Card("Two weeks.", "digest.coordinator", attachment=Chart(WEEKS, WORDS, "Week by week"))
PNG = b"\x89PNG\r\n"
PLACE, DONE, CHANGE = "files.getUploadURLExternal", "files.completeUploadExternal", "chat.update"


def contents(office: Office, who: str) -> list[list[bytes | None]]:
    """The files somebody can open, message by message."""
    shown = [office.team.team.messages.find(seen.channel_id, seen.ts) for seen in office.sees(who)]
    every = [[office.team.team.files.find(file["id"]) for file in message.files] for message in shown if message]
    return [[file.content for file in files if file is not None] for files in every]


async def test_the_entry_is_on_the_message(office: Office) -> None:
    await office.bot.messenger.send(delivery(office, DATED, "L1"))

    [shown] = office.sees("L1")
    assert shown.text.startswith("You meet Ada on Thursday.")
    assert shown.files == ("session.ics",)
    [[content]] = contents(office, "L1")
    assert content is not None
    assert vobject.readOne(content.decode()).vevent.dtstart.value == AT
    assert "files:write" in office.slack.used_scopes


@pytest.mark.parametrize(
    ("part", "harm"),
    [(PLACE, Harm.LIMITED), (DONE, Harm.DROPPED), (DONE, Harm.LOST), (CHANGE, Harm.DROPPED), (CHANGE, Harm.BROKEN)],
)
async def test_whatever_breaks_off_between_its_parts_it_arrives_once_and_whole(
    office: Office, part: str, harm: Harm
) -> None:
    office.slack.faults.plan(Fault(harm, part))
    first_at = office.clock.now()
    with pytest.raises(Unknown):
        await office.bot.messenger.send(delivery(office, DATED, "L1"))
    later(office, seconds=30)

    found = await office.bot.messenger.find(delivery(office, DATED, "L1", is_doubtful=True, first_at=first_at))

    assert found is not None
    assert contents(office, "L1") == [[written(FILE)]]
    assert len(office.slack.log.of("chat.postMessage")) == 1


async def test_a_message_in_doubt_is_found_with_its_file_and_nothing_is_done_again(office: Office) -> None:
    first_at = office.clock.now()
    sent = await office.bot.messenger.send(delivery(office, DATED, "L1"))

    found = await office.bot.messenger.find(delivery(office, DATED, "L1", is_doubtful=True, first_at=first_at))

    assert found == sent
    assert len(office.slack.log.of(CHANGE)) == 1


@pytest.mark.parametrize("error", ["missing_scope", "file_uploads_disabled"])
async def test_where_files_are_not_allowed_the_message_counts_without(office: Office, error: str) -> None:
    office.slack.faults.plan(Fault(Harm.REFUSED, PLACE, error=error, times=None))

    await office.bot.messenger.send(delivery(office, DATED, "L1"))

    assert contents(office, "L1") == [[]]


async def test_a_file_that_never_arrives_keeps_the_message_from_nobody_and_is_tried_twice(office: Office) -> None:
    office.slack.faults.plan(Fault(Harm.REFUSED, PLACE, times=None))
    first_at = office.clock.now()
    with pytest.raises(Unknown):
        await office.bot.messenger.send(delivery(office, DATED, "L1"))

    assert await office.bot.messenger.find(delivery(office, DATED, "L1", is_doubtful=True, first_at=first_at))
    assert contents(office, "L1") == [[]]
    assert len(office.slack.log.of(PLACE)) == 2


async def test_an_answer_that_only_one_person_sees_sends_its_file_beside_it(office: Office) -> None:
    learner, mentor = await office.member("L1"), await office.member("M1")
    async with office.house.storage.transaction() as tx:
        await tx.sessions.add(Session("0f3a", learner.cohort_id, learner.id, mentor.id, 1, 45).planned(AT))
    ada = office.people["L1"]

    await ada.runs("/peer session", office.rooms["g1"])
    await office.settled()

    assert office.last("L1", "g1").only_me
    assert office.last("L1").files == ("session.ics",)
    [[content]] = contents(office, "L1")
    assert content is not None
    assert vobject.readOne(content.decode()).vevent.uid.value == "0f3a@kith"


async def test_a_picture_is_on_the_message_and_says_in_words_what_it_shows(office: Office) -> None:
    await office.bot.messenger.send(delivery(office, DRAWN, "L1"))

    [[content]] = contents(office, "L1")
    [shown] = office.sees("L1")
    message = office.team.team.messages.find(shown.channel_id, shown.ts)
    assert content is not None
    assert content.startswith(PNG)
    assert message is not None
    assert [(file["name"], file["alt_txt"]) for file in message.files] == [("weeks.png", WORDS)]
