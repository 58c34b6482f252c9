"""What is read of a message on Discord besides its text: polls, what describes a file, the title of a thread."""

from typing import Any

import pytest

from adapters.discord.translate import edited, received, titled
from bot.domain.cases import Case
from bot.events import Place
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_gateway import WORRYING, reading, written

__all__ = ["reading"]
HERE = Place("discord", "1", "2")
SAID: dict[str, Any] = {"id": "1234567890123456789", "type": 0, "author": {"id": "7"}, "content": "so"}
POLL = {"question": {"text": "shall I"}, "answers": [{"answer_id": 1, "poll_media": {"text": "go"}}, {"answer_id": 2}]}
FILE = {"id": "5", "filename": "a.png", "description": "a grey sea"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "so"),
        ({"poll": POLL}, "so\nshall I\ngo"),
        ({"attachments": [FILE, {"id": "6", "filename": "b.png"}]}, "so\na grey sea"),
        ({"content": "", "poll": POLL, "attachments": [FILE]}, "shall I\ngo\na grey sea"),
        ({"content": None, "poll": None, "attachments": []}, ""),
    ],
)
def test_a_poll_and_what_describes_a_file_are_words_too(more: dict[str, Any], words: str) -> None:
    assert received({**SAID, **more}, "1", HERE).text == words
    changed = edited({**SAID, **more, "edited_timestamp": "2027-03-01T10:00:00+00:00"}, "1", HERE)
    assert changed is not None
    assert changed.text == words


def test_the_same_of_a_forward_is_somebody_elses() -> None:
    forward = {"message_reference": {"type": 1}, "message_snapshots": [{"message": {"content": "hm", "poll": POLL}}]}

    heard = received({**SAID, "content": "", **forward}, "1", HERE)

    assert (heard.text, heard.is_quoted) == ("hm\nshall I\ngo", True)


def test_a_thread_that_is_told_again_has_no_new_title() -> None:
    thread = {"id": SAID["id"], "name": "hello", "owner_id": "7"}

    assert titled(thread, HERE) is None
    assert titled({**thread, "newly_created": True}, HERE) is not None


async def the_cases(office: Office) -> list[Case]:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        return list(await tx.cases.in_cohort(cohort.id))


async def test_the_title_of_a_thread_in_a_listed_channel_is_scanned_and_counts_as_no_message(reading: Office) -> None:
    ada = reading.people["L1"]
    await ada.opens_thread(reading.rooms["help"], WORRYING)
    await ada.opens_thread(reading.rooms["cohort"], WORRYING)
    await reading.settled()
    await reading.beat()

    [case] = await the_cases(reading)
    assert (case.channel, case.excerpt, case.message_id) == ("#help", WORRYING, "")
    assert await written(reading) == 0


async def test_without_message_content_no_title_is_read_either(office: Office) -> None:
    await office.people["L1"].opens_thread(office.rooms["help"], WORRYING)
    await office.settled()

    assert await the_cases(office) == []
