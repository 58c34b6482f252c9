"""What a calendar says of a session. Families and colleagues look at calendars: the title names nobody."""

from datetime import datetime

from bot.domain.calendars import CalendarFile
from bot.domain.members import Member
from bot.domain.sessions import Session, SessionState
from bot.markup import titled
from bot.wording.voice import Voice


def entry(voice: Voice, session: Session, other: Member, link: str, now: datetime) -> CalendarFile | None:
    """The entry as it stands for one of the two, who meets `other`; nothing where there never was a time."""
    span = session.span
    if span is None:
        return None
    return CalendarFile(
        uid=session.calendar_uid,
        version=session.calendar_version,
        starts_at=span[0],
        ends_at=span[1],
        made_at=now,
        title=voice.say("Kith session"),
        about=voice.say("With {name}. To move it, or to leave it out, ask Kith in the chat.", name=titled(other.name)),
        link=link,
        is_cancelled=session.state is SessionState.EXCUSED,
    )
