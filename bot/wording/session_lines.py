"""Sessions in the Monday overviews: a mentor's next ones, and for coordinators how many there were and who has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards import Field
from bot.domain.members import Member
from bot.domain.sessions import Session, SessionFormat
from bot.markup import named
from bot.wording.lists import fitting
from bot.wording.session_links import counted_ways
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class SessionsWeek:
    """Last week's sessions, counted; names of those nobody said anything about, and of those without a time now."""

    attended: int = 0
    counted: int = 0
    unknown: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    ways: Mapping[SessionFormat, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.counted or self.unknown or self.unplanned)


def upcoming(voice: Voice, session: Session | None) -> str:
    """The end of a learner's line in their mentor's week; nothing where no session is to come."""
    if session is None:
        return ""
    if session.starts_at is None:
        return voice.say("; your session has no time yet")
    return voice.say("; you meet on {when}", when=voice.short(session.starts_at))


def next_one(voice: Voice, session: Session, mentor: Member) -> str:
    """A learner's next session, on their own page."""
    if session.starts_at is None:
        return voice.say("With {name}; it has no time yet. `/peer session` shows some.", name=named(mentor.name))
    return voice.both(session.starts_at, mentor.timezone, named(mentor.name))


def counted(voice: Voice, week: SessionsWeek) -> tuple[Field, ...]:
    """The line of the coordinators' report."""
    if week.is_empty:
        return ()
    lines = []
    if week.counted:
        share = round(100 * week.attended / week.counted)
        lines.append(voice.say("{n} of {all} took place ({share} %).", n=week.attended, all=week.counted, share=share))
    if week.ways:
        lines.append(voice.say("How people met: {ways}.", ways=counted_ways(voice, week.ways)))
    if week.unknown:
        lines.append(voice.say("Nobody said how it went: {names}.", names=_names(voice, week.unknown)))
    if week.unplanned:
        lines.append(voice.say("No time yet: {names}.", names=_names(voice, week.unplanned)))
    return (Field(voice.say("Sessions last week"), "\n".join(lines)),)


def _names(voice: Voice, names: tuple[str, ...]) -> str:
    return fitting(voice, [named(name) for name in names], 400, ", ")
