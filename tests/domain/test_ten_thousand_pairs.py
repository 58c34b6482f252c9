"""Ten thousand random pairs in every zone there is: no time is offered at which one of the two could not meet."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.availability import Person, Span, Window, options
from bot.domain.schedule import QuietHours

PAIRS = 10_000
ZONES = {name: ZoneInfo(name) for name in sorted(available_timezones()) if "/" in name}
"""Kept, since Python forgets zones nobody holds and reads them from the disk again."""
LENGTHS = (timedelta(minutes=30), timedelta(minutes=45))
DAY = timedelta(days=1)
CHANGES = (
    *(datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 4, 4, 15, tzinfo=UTC)),
    *(
        datetime(2026, 9, 5, 15, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
        datetime(2026, 11, 1, 6, tzinfo=UTC),
    ),
)
Asked = tuple[Person, Person, datetime, timedelta]
Planner = Callable[[Person, Person, datetime, timedelta], tuple[datetime, ...]]


class Drawing:
    """Draws people; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.zones = list(ZONES)

    def asked(self) -> Asked:
        """A pair, from when on, and for how long; half of them around a change of the clocks."""
        chance = self.chance
        after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(365 * 24 * 60))
        if chance.random() < 0.5:
            after = chance.choice(CHANGES) - timedelta(minutes=chance.randrange(13 * 24 * 60))
        return self.person(after), self.person(after), after, chance.choice(LENGTHS)

    def person(self, after: datetime) -> Person:
        """Somebody with a few windows, quiet hours, and now and then another meeting and days off."""
        chance = self.chance
        windows = [self._window() for _ in range(chance.randint(3, 9))]
        begins = after + timedelta(minutes=chance.randrange(14 * 24 * 60))
        taken = ((begins, begins + timedelta(minutes=45)),) if chance.random() < 0.3 else ()
        off = (after + chance.randrange(14) * DAY).date()
        away = ((off, off + chance.randrange(3) * DAY),) if chance.random() < 0.2 else ()
        return Person(tuple(windows), chance.choice(self.zones), self._quiet(), taken, away)

    def _clock(self) -> time:
        return time(self.chance.randrange(24), self.chance.choice((0, 10, 15, 30, 45, 59)))

    def _quiet(self) -> QuietHours:
        start = self._clock()
        return QuietHours(start, time((start.hour + self.chance.randrange(12)) % 24, self._clock().minute))

    def _window(self) -> Window:
        start = self._clock()
        hours = self.chance.randint(1, 9)
        end = time(23, 59) if start.hour + hours > 23 else time(start.hour + hours, start.minute)
        return Window(self.chance.randrange(7), start, end)


def wrong(person: Person, at: datetime, length: timedelta) -> str:
    """Return what keeps somebody from meeting then, read off their own clock; nothing where they can."""
    zone = ZONES[person.zone]
    start, last = at.astimezone(zone), (at + length - timedelta(minutes=1)).astimezone(zone)
    if start.utcoffset() != last.utcoffset():
        return "the clocks change meanwhile"
    first, final = start.time(), last.time()
    if not any(w.weekday == start.weekday() and w.start <= first <= final < w.end for w in person.windows):
        return "outside their hours"
    if any(person.quiet.contains(at + n * timedelta(minutes=1), person.zone) for n in _edges(person.quiet, at, length)):
        return "in quiet hours"
    if any(begin < at + length and at < end for begin, end in person.taken):
        return "meets somebody else"
    return "has the day off" if any(one <= start.date() <= other for one, other in person.away) else ""


def _edges(quiet: QuietHours, at: datetime, length: timedelta) -> range:
    """The minutes at which to ask about quiet hours: those that last less than a quarter are asked for each minute."""
    minutes = length // timedelta(minutes=1)
    span = (quiet.end.hour - quiet.start.hour) * 60 + quiet.end.minute - quiet.start.minute
    return range(0, minutes, 14 if span % (24 * 60) >= 15 else 1)


def found_wrong(planner: Planner, seed: int, pairs: int) -> tuple[list[str], int]:
    """Return what is wrong with a planner's options, and how many there were."""
    drawing, said, offered = Drawing(seed), list[str](), 0
    for number in range(pairs):
        one, other, after, length = drawing.asked()
        for at in planner(one, other, after, length):
            offered += 1
            problems = [problem for person in (one, other) if (problem := wrong(person, at, length))]
            if at < after:
                problems.append("before the time that was asked for")
            said += [f"pair {number}, {at:%d %b %H:%M} UTC: {problem}" for problem in problems]
    return said, offered


def test_no_time_is_offered_at_which_one_of_the_two_could_not_meet() -> None:
    said, offered = found_wrong(options, 2026, PAIRS)

    assert said == []
    assert offered > PAIRS / 2


def forgetful_of_clock_changes(one: Person, other: Person, after: datetime, length: timedelta) -> tuple[datetime, ...]:
    """Plan with the offsets of the day that was asked on, as whoever adds weeks in UTC does."""

    def fixed(person: Person) -> Person:
        hours = round((after.astimezone(ZONES[person.zone]).utcoffset() or timedelta()) / timedelta(hours=1))
        return Person(person.windows, f"Etc/GMT{-hours:+d}", person.quiet, person.taken, person.away)

    return options(fixed(one), fixed(other), after, length)


def forgetful_of_quiet_hours(one: Person, other: Person, after: datetime, length: timedelta) -> tuple[datetime, ...]:
    never = QuietHours(time(), time())
    people = [Person(p.windows, p.zone, never, p.taken, p.away) for p in (one, other)]
    return options(people[0], people[1], after, length)


def forgetful_of_the_end(one: Person, other: Person, after: datetime, length: timedelta) -> tuple[datetime, ...]:
    return options(one, other, after, length - timedelta(minutes=15))


def test_the_same_check_finds_out_planners_that_forget_something() -> None:
    assert any("outside their hours" in each for each in found_wrong(forgetful_of_clock_changes, 7, 400)[0])
    assert any("in quiet hours" in each for each in found_wrong(forgetful_of_quiet_hours, 7, 400)[0])
    assert any("outside their hours" in each for each in found_wrong(forgetful_of_the_end, 7, 400)[0])


def test_whoever_meets_somebody_or_is_away_is_found_out_too() -> None:
    at, length = datetime(2026, 3, 12, 18, 30, tzinfo=UTC), LENGTHS[0]
    busy: Span = (at + timedelta(minutes=15), at + timedelta(hours=1))
    free = Person((Window(3, time(18), time(20)),), "Europe/Lisbon", QuietHours(time(22), time(8)))

    assert wrong(free, at, length) == ""
    assert wrong(Person(free.windows, free.zone, free.quiet, (busy,)), at, length) == "meets somebody else"
    assert wrong(Person(free.windows, free.zone, free.quiet, (), ((at.date(), at.date()),)), at, length) != ""
    assert wrong(free, datetime(2026, 3, 29, 0, 45, tzinfo=UTC), length) == "the clocks change meanwhile"
