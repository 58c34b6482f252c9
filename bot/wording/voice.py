"""How the bot speaks to one reader: in their language, with their clock."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cards import Card, Form
from bot.catalogues import SOURCE, catalogue
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member
from bot.domain.schedule import Weekly

_WEEKLY = (
    "Mondays at {time}",
    "Tuesdays at {time}",
    "Wednesdays at {time}",
    "Thursdays at {time}",
    "Fridays at {time}",
    "Saturdays at {time}",
    "Sundays at {time}",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's language and zone; every sentence passes through `say`.

    A language nobody has translated so far reads English.
    """

    zone: str
    language: str = SOURCE

    @classmethod
    def to(cls, reader: Member | Cohort) -> "Voice":
        """Return the voice for a member, or for everybody of a cohort."""
        return cls(reader.timezone, reader.language)

    @classmethod
    def reading(cls, shown: Card | Form) -> "Voice":
        """Return the voice for whoever reads a card or form, with no clock: for what is added to it on its way."""
        return cls("UTC", shown.language)

    @classmethod
    def among(cls, group: Group, cohort: Cohort) -> "Voice":
        """Return the voice for everybody in a group's channel: its clock, the cohort's language."""
        return cls(group.timezone, cohort.language)

    def say(self, sentence: str, **values: object) -> str:
        """Return the sentence with its values in place; what people typed must already be `quoted`."""
        known = catalogue(self.language)
        return (known.sentence(sentence) if known is not None else sentence).format(**values)

    def word(self, text: str) -> str:
        """Return a text from data (a command's summary, a pack's title) where the catalogue has it; else as it is."""
        known = catalogue(self.language)
        return known.sentence(text) if known is not None else text

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the sentence for a number of things; `{n}` is the number."""
        known = catalogue(self.language)
        if known is not None:
            return known.counted(one, many, number).format(n=number, **values)
        return (one if number == 1 else many).format(n=number, **values)

    def day(self, day: date) -> str:
        """Write a day: Thursday 5 March."""
        known = catalogue(self.language)
        return known.dates.day(day) if known is not None else f"{day:%A} {day.day} {day:%B}"

    def weekday(self, day: date) -> str:
        """Write a day's weekday: Thursday."""
        known = catalogue(self.language)
        return known.dates.weekday(day) if known is not None else f"{day:%A}"

    def weekly(self, rule: Weekly) -> str:
        """Write a weekly time: Mondays at 09:00."""
        return self.say(_WEEKLY[rule.weekday], time=f"{rule.at:%H:%M}")

    def when(self, at: datetime) -> str:
        """Write a moment on the reader's clock: Thursday 5 March, 18:30."""
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{self.day(local.date())}, {local:%H:%M}"

    def clock(self, at: datetime) -> str:
        """Write a time on the reader's clock: 18:30."""
        return f"{at.astimezone(ZoneInfo(self.zone)):%H:%M}"

    def short(self, at: datetime) -> str:
        """Write a moment briefly: Thu 5 Mar, 18:30."""
        local, known = at.astimezone(ZoneInfo(self.zone)), catalogue(self.language)
        day = known.dates.short(local.date()) if known is not None else f"{local:%a} {local.day} {local:%b}"
        return f"{day}, {local:%H:%M}"

    def both(self, at: datetime, zone: str, name: str) -> str:
        """Write a moment on the reader's clock and on somebody else's, where the two differ: `name` is theirs."""
        theirs = at.astimezone(ZoneInfo(zone))
        mine = at.astimezone(ZoneInfo(self.zone))
        if theirs.replace(tzinfo=None) == mine.replace(tzinfo=None):
            return self.when(at)
        shown = f"{theirs:%H:%M}" if theirs.date() == mine.date() else f"{self.weekday(theirs.date())} {theirs:%H:%M}"
        return self.say("{when} ({theirs} for {name})", when=self.when(at), theirs=shown, name=name)
