"""Calendar files, read by a library that did not write them: the same instants for both people, whatever the clocks."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr

from adapters.calendars import written
from bot.domain.calendars import CalendarFile
from bot.domain.members import Member, Role
from bot.domain.sessions import Session, SessionState
from bot.wording import session_calendar
from bot.wording.voice import Voice

MARCH, OCTOBER = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before Europe's clocks change."""
MADE = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
LINK = "https://meet.example.org/sofia?pwd=a,b;c"
PAIRS = [("Europe/Lisbon", "Asia/Kathmandu"), ("America/St_Johns", "Australia/Lord_Howe"), ("UTC", "Pacific/Chatham")]


def member(name: str, zone: str) -> Member:
    return Member(f"id-{zone}", "spring", "M01", name, Role.MENTOR, zone)


def session(at: datetime) -> Session:
    return Session("0f3a", "spring", "id-L", "id-M", 1, 45).planned(at)


def entry(of: Session, reader: Member, other: Member) -> CalendarFile:
    found = session_calendar.entry(Voice.to(reader), of, other, LINK, MADE)
    assert found is not None
    return found


def read(file: CalendarFile) -> tuple[Any, Any]:
    calendar = vobject.readOne(written(file).decode())
    return calendar, calendar.vevent


@pytest.mark.parametrize("zones", PAIRS)
@pytest.mark.parametrize("at", [MARCH, OCTOBER, datetime(2026, 7, 1, 23, 45, tzinfo=UTC)])
def test_both_calendars_show_the_same_instant_that_both_were_told(zones: tuple[str, str], at: datetime) -> None:
    one, other = (member(name, zone) for name, zone in zip(("Ada", "Ben"), zones, strict=True))

    for reader, meets in ((one, other), (other, one)):
        _, event = read(entry(session(at), reader, meets))
        shown = event.dtstart.value.astimezone(ZoneInfo(reader.timezone))
        assert Voice.to(reader).when(at) == Voice.to(reader).when(shown)
        assert (event.dtstart.value, event.dtend.value) == (at, at + timedelta(minutes=45))


def test_an_invitation_an_update_and_a_cancellation_are_versions_of_one_entry() -> None:
    one, other = member("Ada", "Europe/Lisbon"), member("Ben", "Asia/Kolkata")
    first = session(MARCH)
    moved = first.moved_to("another-row", OCTOBER)
    again = moved.moved_to("a-third-row", MARCH)

    read_back = [read(entry(each, one, other)) for each in (first, moved, again, again.excused())]

    assert {event.uid.value for _, event in read_back} == {"0f3a@kith"}
    assert [int(event.sequence.value) for _, event in read_back] == [0, 1, 2, 3]
    assert [event.dtstart.value for _, event in read_back] == [MARCH, OCTOBER, MARCH, MARCH]
    assert [calendar.method.value for calendar, _ in read_back] == ["PUBLISH", "PUBLISH", "PUBLISH", "CANCEL"]
    assert [event.status.value for _, event in read_back] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_who_looks_over_a_shoulder_reads_no_name_and_nobody_is_to_answer() -> None:
    calendar, event = read(entry(session(MARCH), member("Ada", "Europe/Lisbon"), member("Ben, the *mentor*", "UTC")))

    assert event.summary.value == "Kith session"
    assert getattr(event, "class").value == "PRIVATE"
    assert "Ben, the mentor" in event.description.value.replace("*", "")
    assert not {"organizer", "attendee"} & set(event.contents)
    assert (event.url.value, event.location.value) == (LINK, LINK)
    assert "mailto" not in calendar.serialize().lower()


def test_words_people_typed_cannot_become_another_line() -> None:
    bad = "x\r\nATTENDEE:mailto:eve@example.org\n" + "long " * 60
    file = CalendarFile("u", 0, MARCH, OCTOBER, MADE, bad, bad)

    _, event = read(file)

    assert "attendee" not in event.contents
    assert event.summary.value.split() == bad.split()
    assert all(len(line) <= 75 for line in written(file).split(b"\r\n"))


def test_every_attempt_sends_the_same_bytes() -> None:
    file = entry(session(MARCH), member("Ada", "Europe/Lisbon"), member("Ben", "UTC"))

    assert written(file) == written(file)
    assert b"DTSTAMP:20260312T143000Z" in written(file)


def test_a_session_without_a_time_has_no_entry() -> None:
    open_ = Session("0f3a", "spring", "id-L", "id-M", 1, 45)

    assert session_calendar.entry(Voice("UTC"), open_, member("Ben", "UTC"), "", MADE) is None
    assert open_.state is SessionState.UNPLANNED


def test_an_entry_that_ends_before_it_begins_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="begins before it ends"):
        CalendarFile("u", 0, OCTOBER, MARCH, MADE, "x")


def test_what_comes_every_week_keeps_its_time_of_day_over_a_clock_change() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    first, last = (datetime(2026, month, day, 19, tzinfo=lisbon) for month, day in ((3, 25), (4, 8)))
    plan = CalendarFile(
        "p", 1, first, first + timedelta(hours=2), MADE, "Kith: time to learn", zone="Europe/Lisbon", weekly_until=last
    )

    calendar, event = read(plan)

    assert calendar.vtimezone.tzid.value == "Europe/Lisbon"
    zone = calendar.vtimezone.tzinfo  # as the file itself says it
    begins = event.dtstart.value.replace(tzinfo=zone)
    shown = [moment.astimezone(UTC) for moment in rrulestr(event.rrule.value, dtstart=begins)]
    assert shown == [datetime(2026, *day, tzinfo=UTC) for day in ((3, 25, 19), (4, 1, 18), (4, 8, 18))]


def test_what_comes_every_week_has_a_zone_and_an_end() -> None:
    with pytest.raises(ValueError, match="every week"):
        CalendarFile("p", 1, MARCH, OCTOBER, MADE, "x", weekly_until=OCTOBER)
