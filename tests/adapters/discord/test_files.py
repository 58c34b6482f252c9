"""Calendar entries on Discord: along with the message, the same in every attempt, and never in the message's way."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from adapters.calendars import written
from adapters.discord.alike import nonce
from bot.cards import Card
from bot.domain.calendars import CalendarFile
from bot.domain.figures import Cut, Figure, Measure
from bot.domain.pictures import Chart
from bot.domain.sessions import Session
from bot.errors import Unknown
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import delivery

AT = datetime(2027, 3, 4, 18, tzinfo=UTC)
FILE = CalendarFile("0f3a", 0, AT, AT + timedelta(minutes=45), AT - timedelta(days=1), "Kith session")
DATED = Card("You meet Ada on Thursday.", "session.agreed", attachment=FILE)
WEEKS = tuple(Figure(Measure.CHECK_INS, Cut.WEEK, str(week), 3, 4) for week in (1, 2))
WORDS = "Check-ins answered: week 1 75 %, week 2 75 %."
DRAWN = Card("Two weeks.", "digest.coordinator", attachment=Chart(WEEKS, WORDS, "Week by week"))
PNG = b"\x89PNG\r\n"
LATER = Card("This session has another time now.", "session.was_moved")


def files(office: Office, who: str, place: str = "") -> list[bytes]:
    """The files somebody can open, message by message."""
    kept = office.discord.state.files
    return [kept[file["id"]] for seen in office.sees(who, place) for file in seen.message.draft.attachments]


async def test_the_entry_comes_with_the_message(office: Office) -> None:
    await office.bot.messenger.send(delivery(office, DATED, "L1"))

    [shown] = office.sees("L1")
    assert shown.text.startswith("You meet Ada on Thursday.")
    [content] = files(office, "L1")
    assert vobject.readOne(content.decode()).vevent.dtstart.value == AT


@pytest.mark.parametrize("how", ["drop after storing", "reset after storing", "503 after storing"])
async def test_what_may_have_arrived_is_there_once_with_its_file_and_every_attempt_is_the_same(
    office: Office, how: str
) -> None:
    office.discord.fails(next="POST messages", how=how)
    with pytest.raises(Unknown):
        await office.bot.messenger.send(delivery(office, DATED, "L1"))
    await office.bot.messenger.send(delivery(office, DATED, "L1", is_doubtful=True, first_at=office.clock.now()))

    assert files(office, "L1") == [written(FILE)]
    asked = [one for one in office.discord.requests if one.method == "POST" and one.path.endswith("/messages")]
    assert len(asked) == 2
    assert {(one.body["nonce"], one.body["enforce_nonce"], one.files[0]["content"]) for one in asked} == {
        (nonce("d1"), True, written(FILE))
    }


async def test_a_change_takes_an_outdated_file_away(office: Office) -> None:
    sent = await office.bot.messenger.send(delivery(office, DATED, "L1"))
    await office.bot.messenger.send(delivery(office, LATER, "L1", id="d2", revises="d1", revised_remote_id=sent))

    assert [seen.text for seen in office.sees("L1")] == [LATER.text]
    assert files(office, "L1") == []


async def test_where_files_are_not_allowed_the_message_comes_without(office: Office) -> None:
    office.guild.denies(office.rooms["cohort"], office.guild.bot_role, "attach_files")

    await office.bot.messenger.send(delivery(office, DATED, "cohort"))

    assert len(office.sees("L1", "cohort")) == 1
    assert files(office, "L1", "cohort") == []


async def test_an_answer_brings_its_entry_for_the_one_who_asked(office: Office) -> None:
    learner, mentor = await office.member("L1"), await office.member("M1")
    async with office.house.storage.transaction() as tx:
        await tx.sessions.add(Session("0f3a", learner.cohort_id, learner.id, mentor.id, 1, 45).planned(AT))
    await office.people["L1"].runs("/peer session")

    [answer] = office.people["L1"].sees().private
    [file] = answer.message.draft.attachments
    assert vobject.readOne(office.discord.state.files[file["id"]].decode()).vevent.dtstart.value == AT
    assert file["filename"] == "session.ics"


async def test_a_picture_comes_with_the_message_and_says_in_words_what_it_shows(office: Office) -> None:
    await office.bot.messenger.send(delivery(office, DRAWN, "L1"))

    [content] = files(office, "L1")
    [shown] = office.sees("L1")
    [file] = shown.message.draft.attachments
    assert content.startswith(PNG)
    assert (file["filename"], file["description"]) == ("weeks.png", WORDS)
