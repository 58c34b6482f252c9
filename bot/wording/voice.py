"""How the bot speaks to one reader: in their language, with their clock."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.members import Group, Member
from bot.domain.schedule import WEEKDAYS, Weekly


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's language and zone; every sentence passes through `say`."""

    zone: str
    language: str = "en"

    @classmethod
    def to(cls, reader: Member | Group) -> "Voice":
        """Return the voice for a member, or for everybody in a group's channel."""
        return cls(reader.timezone, reader.language if isinstance(reader, Member) else "en")

    def say(self, sentence: str, **values: object) -> str:
        """Return the sentence with its values in place; what people typed must already be `quoted`."""
        return sentence.format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the sentence for a number of things; `{n}` is the number."""
        return self.say(one if number == 1 else many, n=number, **values)

    def day(self, day: date) -> str:
        """Write a day: Thursday 5 March."""
        return f"{day:%A} {day.day} {day:%B}"

    def weekly(self, rule: Weekly) -> str:
        """Write a weekly time: Mondays at 09:00."""
        return f"{WEEKDAYS[rule.weekday]}s at {rule.at:%H:%M}"

    def when(self, at: datetime) -> str:
        """Write a moment on the reader's clock: Thursday 5 March, 18:30."""
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{self.day(local.date())}, {local:%H:%M}"

    def clock(self, at: datetime) -> str:
        """Write a time on the reader's clock: 18:30."""
        return f"{at.astimezone(ZoneInfo(self.zone)):%H:%M}"

    def short(self, at: datetime) -> str:
        """Write a moment briefly: Thu 5 Mar, 18:30."""
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"

    def both(self, at: datetime, zone: str, name: str) -> str:
        """Write a moment on the reader's clock and on somebody else's, where the two differ: `name` is theirs."""
        theirs = at.astimezone(ZoneInfo(zone))
        mine = at.astimezone(ZoneInfo(self.zone))
        if theirs.replace(tzinfo=None) == mine.replace(tzinfo=None):
            return self.when(at)
        shown = f"{theirs:%H:%M}" if theirs.date() == mine.date() else f"{theirs:%A} {theirs:%H:%M}"
        return self.say("{when} ({theirs} for {name})", when=self.when(at), theirs=shown, name=name)
