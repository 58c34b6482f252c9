"""No time is offered outside anybody's hours, in quiet hours, on days off, in another meeting or in a clock change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.availability import Person, Window, candidates, fits, options, parse_availability, spread
from bot.domain.schedule import QuietHours

ZONES = (
    *("Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Africa/Nairobi", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "America/St_Johns", "UTC"),
)
CHANGES = (
    *(datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 4, 4, 15, tzinfo=UTC)),
    *(datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)),
)
MINUTE = timedelta(minutes=1)
LISBON = Person(
    parse_availability("Tue 18:00-20:00;Thu 18:30-20:00;Fri 12:30-14:00"),
    "Europe/Lisbon",
    QuietHours(time(21), time(8)),
)
BERLIN = Person(
    parse_availability("Tue 19:00-20:30;Thu 19:30-20:30;Fri 13:30-15:00"),
    "Europe/Berlin",
    QuietHours(time(21), time(8)),
)

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 15, 30, 45, 59]))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start, end = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    return Window(draw(st.integers(0, 6)), start, end)


@st.composite
def people(draw: st.DrawFn, near: datetime) -> Person:
    begins = [near + timedelta(hours=draw(st.integers(0, 300))) for _ in range(draw(st.integers(0, 2)))]
    off = near.date() + timedelta(days=draw(st.integers(0, 12)))
    return Person(
        tuple(draw(st.lists(windows(), min_size=1, max_size=6))),
        draw(st.sampled_from(ZONES)),
        QuietHours(draw(clocks), draw(clocks)),
        tuple((start, start + timedelta(minutes=45)) for start in begins),
        ((off, off + timedelta(days=draw(st.integers(0, 3)))),) if draw(st.booleans()) else (),
    )


def suits(person: Person, moment: datetime) -> bool:
    """Whether somebody can meet during this minute, asked in the plainest way."""
    shown = moment.astimezone(ZoneInfo(person.zone))
    inside = any(w.weekday == shown.weekday() and w.start <= shown.time() < w.end for w in person.windows)
    is_off = any(first <= shown.date() <= last for first, last in person.away)
    is_taken = any(start <= moment < end for start, end in person.taken)
    return inside and not is_off and not is_taken and not person.quiet.contains(moment, person.zone)


@given(st.data(), st.sampled_from(CHANGES), st.integers(-20 * 24 * 4, 4 * 24), st.sampled_from([30, 45]))
@settings(max_examples=60, deadline=None)
def test_every_minute_of_every_option_suits_both(
    data: st.DataObject, change: datetime, quarters: int, minutes: int
) -> None:
    after = change + quarters * 15 * MINUTE
    one, other = data.draw(people(after)), data.draw(people(after))

    found = options(one, other, after, minutes * MINUTE)

    for at in found:
        assert at >= after
        assert fits(one, other, at, minutes * MINUTE)
        assert [n for n in range(minutes) if not (suits(one, at + n * MINUTE) and suits(other, at + n * MINUTE))] == []
    days = {at.astimezone(ZoneInfo(one.zone)).date() for at in found}
    assert len(days) == len(found) <= 2


@given(st.data(), st.sampled_from(CHANGES), st.integers(-5 * 24, 24))
@example(None, CHANGES[0], 0)
@settings(max_examples=60, deadline=None)
def test_a_day_on_which_both_can_is_found(data: st.DataObject | None, change: datetime, hours: int) -> None:
    after = change + timedelta(hours=hours)
    one, other = (data.draw(people(after)), data.draw(people(after))) if data is not None else (LISBON, BERLIN)
    within, length = (after, after + timedelta(days=6)), 30 * MINUTE

    found = {at.astimezone(ZoneInfo(one.zone)).date() for at in candidates(one, other, within, length)}

    for n in range(6 * 96):
        at = after + n * 15 * MINUTE
        at -= timedelta(minutes=at.minute % 15)
        local = [at.astimezone(ZoneInfo(person.zone)) for person in (one, other)]
        is_steady = all(
            moment.utcoffset() == (at + shift).astimezone(ZoneInfo(person.zone)).utcoffset()
            for moment, person in zip(local, (one, other), strict=True)
            for shift in (timedelta(days=-1), timedelta(days=1))
        )
        if is_steady and at >= after and at + length <= within[1]:
            both = all(suits(person, at + m * MINUTE) for person in (one, other) for m in range(30))
            assert not both or local[0].date() in found


def test_the_hours_of_the_sample_give_the_times_people_were_offered() -> None:
    asked = datetime(2026, 3, 10, 19, tzinfo=UTC) + timedelta(hours=24)

    found = options(LISBON, BERLIN, asked, 45 * MINUTE)

    assert found == (datetime(2026, 3, 12, 18, 30, tzinfo=UTC), datetime(2026, 3, 13, 12, 30, tzinfo=UTC))


def test_an_option_is_on_a_quarter_of_an_hour() -> None:
    found = options(LISBON, BERLIN, datetime(2026, 3, 10, 18, 7, 3, tzinfo=UTC), 30 * MINUTE)

    assert found[0] == datetime(2026, 3, 10, 18, 15, tzinfo=UTC)


def test_a_time_that_was_offered_fits_as_long_as_nothing_comes_between() -> None:
    at, length = datetime(2026, 3, 12, 18, 30, tzinfo=UTC), 45 * MINUTE
    busy = replace(BERLIN, taken=((at + 30 * MINUTE, at + 75 * MINUTE),))

    assert fits(LISBON, BERLIN, at, length)
    assert not fits(LISBON, busy, at, length)
    assert not fits(LISBON, BERLIN, at + 60 * MINUTE, length)


def test_who_is_never_free_together_is_offered_nothing() -> None:
    morning = Person(parse_availability("Mon 09:00-10:00"), "Europe/Lisbon", QuietHours(time(21), time(8)))

    assert options(LISBON, morning, datetime(2026, 3, 2, tzinfo=UTC), 45 * MINUTE) == ()


def test_each_pair_of_a_slots_options_has_one_from_either_week() -> None:
    days = [datetime(2026, 3, day, 18, tzinfo=UTC) for day in (3, 5, 6, 10)]

    found = spread(days, datetime(2026, 3, 9, tzinfo=UTC))

    assert [at.day for at in found] == [3, 10, 5, 6]
    assert date(2026, 3, 3) == found[0].date()
