"""Where a pair meets, and how they met."""

from collections.abc import Mapping

from bot.cards import Action, Button, Card, Look
from bot.domain.members import Member
from bot.domain.sessions import Session, SessionFormat
from bot.markup import named, quoted
from bot.wording.voice import Voice

_WAYS = {SessionFormat.VIDEO: "By video", SessionFormat.CHAT: "In writing", SessionFormat.MIXED: "A bit of both"}


def shown(voice: Voice, link: str) -> str:
    """A meeting's address, whole."""
    return voice.say("[{place}]({link})", place=link.removeprefix("https://"), link=link)


def kept(voice: Voice, learner: Member, link: str) -> Card:
    """To whoever set it: the mentor, or a coordinator."""
    if link:
        text = voice.say(
            "Sessions with {name} are at {place} now. {name} knows, and reminders and calendars say it.",
            name=named(learner.name),
            place=shown(voice, link),
        )
    else:
        text = voice.say(
            "Sessions with {name} have no place of their own now: you two say where, and in writing is fine too. "
            "{name} knows.",
            name=named(learner.name),
        )
    return Card(text, kind="session.link_kept", why=voice.say("You set where a pair meets."))


def changed(voice: Voice, other: Member, link: str) -> Card:
    """To the others of the pair."""
    name = named(other.name)
    if link:
        text = voice.say("You and {name} meet here from now on: {place}", name=name, place=shown(voice, link))
    else:
        text = voice.say(
            "You and {name} tell each other where you meet from now on; in writing is fine too.", name=name
        )
    return Card(text, kind="session.link", why=voice.say("The place where you and {name} meet has changed.", name=name))


def no_pair(voice: Voice, learner: Member) -> Card:
    """To a coordinator: there is nobody to meet."""
    return Card(
        voice.say(
            "{name} has no mentor at the moment, so there is no place to set. `/coord handoff {handle}` finds one.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="session.no_pair",
    )


def no_such_link(voice: Voice, learner: Member, typed: str) -> Card:
    """What was typed is no address."""
    return Card(
        voice.say(
            "“{typed}” is not an address I can pass on. One like `/mentor session link {handle} "
            "https://meet.example.org/us` works.",
            typed=quoted(typed, 60),
            handle=learner.handle,
        ),
        kind="session.no_such_link",
    )


def ways(voice: Voice, session: Session) -> tuple[Button, ...]:
    """How they met, one tap; nobody has to say."""
    return tuple(
        Button(voice.say(label), Action("session.format", f"{session.id}:{way.value}")) for way, label in _WAYS.items()
    )


def way(voice: Voice, session: Session) -> str:
    """How they met, in a line; nothing where nobody said."""
    return voice.say("How you met: {way}", way=_named(voice, session.format)) if session.format is not None else ""


def counted_ways(voice: Voice, ways: Mapping[SessionFormat, int]) -> str:
    """How often people met in which way, for the coordinators' report."""
    return ", ".join(f"{_named(voice, way)}: {ways[way]}" for way in _WAYS if ways.get(way))


def _named(voice: Voice, way: SessionFormat) -> str:
    return voice.say(_WAYS[way]).lower()


def recorded(voice: Voice, session: Session) -> Card:
    """To whoever said how they met."""
    return Card(
        voice.say("Noted. {way}. Every way counts the same.", way=way(voice, session)),
        kind="session.format_noted",
        why=voice.say("You said how you met."),
        buttons=(Button(voice.say("Note the next step"), Action("session.write", session.id), Look.PRIMARY),),
    )
