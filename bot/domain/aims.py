"""What somebody wants to reach, in their own words, and what they plan for it (O5, O6)."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.availability import Window
from bot.domain.cohorts import Cohort
from bot.domain.schedule import LocalTime, local_date

AT = time(10)
WEDNESDAY = timedelta(days=2)
WEEKS = (2, 4)
"""The weeks whose success somebody describes at the start, and is shown their words again."""
MOST_WORDS, LONGEST_WORD = 8, 40
SPARE = 4 / 3
"""People plan too little time: so much of what they think it takes is a safer plan."""


class Word(StrEnum):
    """How somebody finds their aim when they see it again."""

    ON_MY_WAY = "on_my_way"
    CHANGED = "changed"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Aims:
    """Somebody's own words on success by week 2 and by week 4, and on what they need to take part.

    Personal text: sealed with their key, shown to nobody but them. `hours` a week they plan (0: not said).
    """

    member_id: str
    by_week_2: str = ""
    by_week_4: str = ""
    access: str = ""
    hours: int = 0
    word_2: Word | None = None
    word_4: Word | None = None

    def by(self, week: int) -> str:
        """Return their words for one of the two weeks, "" where they said nothing."""
        return {2: self.by_week_2, 4: self.by_week_4}.get(week, "")

    def answered(self, week: int, word: Word) -> "Aims":
        """Return the aims with what they say of one of the two."""
        return replace(self, word_2=word) if week == WEEKS[0] else replace(self, word_4=word)


def words_of(text: str) -> frozenset[str]:
    """Return the words somebody typed between commas, in lower case: the first eight, each cut at 40 characters."""
    every = (" ".join(word.split()).casefold()[:LONGEST_WORD] for word in re.split("[,;\n]", text))
    return frozenset(list(dict.fromkeys(word for word in every if word))[:MOST_WORDS])


def safer(hours: int) -> int:
    """Return how many hours a week are a plan that holds, where somebody thinks of so many."""
    return round(hours * SPARE + 0.49)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A weekly time from its first to its last: when the first begins and ends, and when the last begins, in UTC."""

    first: tuple[datetime, datetime]
    last: datetime


def planned(window: Window, cohort: Cohort, zone: str, now: datetime) -> Stretch | None:
    """Return a weekly window of somebody's own clock until the cohort ends; None where no such day is left."""
    day = max(local_date(now, zone), cohort.starts_on)
    day += timedelta(days=(window.weekday - day.weekday()) % 7)
    if LocalTime(day, window.start, zone).moment() <= now:
        day += timedelta(weeks=1)
    if day > cohort.ends_on:
        return None
    last = day + timedelta(weeks=(cohort.ends_on - day).days // 7)
    start = LocalTime(day, window.start, zone).moment()
    length = datetime.combine(day, window.end) - datetime.combine(day, window.start)  # also where a clock change begins
    return Stretch((start, start + length), LocalTime(last, window.start, zone).moment())


def shown_at(cohort: Cohort, week: int, zone: str) -> LocalTime:
    """Return when somebody sees their words for a week again: its Wednesday, on their own clock."""
    day: date = cohort.starts_on + timedelta(weeks=week - 1) + WEDNESDAY
    return LocalTime(day, AT, zone)
