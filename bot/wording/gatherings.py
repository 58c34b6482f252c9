"""Events of the whole cohort: announced, moved, called off, and reminded of an hour before."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Card
from bot.domain.calendars import CalendarFile
from bot.domain.gatherings import REMINDED_AHEAD, Gathering
from bot.markup import moment, quoted, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.session_links import shown
from bot.wording.voice import Voice

IN_THE_CHANNEL = "In the cohort's channel"
_HERE = "Where: here in the channel."
_TOLD = "The cohort's channel knows it, and is reminded an hour before."
_TO_BE_TOLD = "The cohort's channel hears of it a week before, and is reminded an hour before."


def entry(gathering: Gathering, now: datetime) -> CalendarFile:
    """What calendars say of it."""
    return CalendarFile(
        uid=gathering.id,
        version=gathering.version,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        made_at=now,
        title=titled(gathering.title),
        link=gathering.link,
        is_cancelled=gathering.is_cancelled,
        name="event.ics",
    )


def where(voice: Voice, gathering: Gathering) -> str:
    """Where to join."""
    if not gathering.link:
        return voice.say(_HERE)
    return voice.say("Join here: {place}", place=shown(voice, gathering.link))


def about(voice: Voice, gathering: Gathering) -> str:
    """What stands below its name where a platform has events of its own; plain text."""
    place = voice.say("Join here: {link}", link=gathering.link) if gathering.link else voice.say(IN_THE_CHANNEL)
    return voice.say("Everybody is welcome, also just to listen. {place}", place=place)


def announced(voice: Voice, gathering: Gathering, now: datetime) -> Card:
    """To everybody, in the cohort's channel; everybody reads the time on their own clock."""
    return _post(
        voice.say(
            "{when}, {minutes} minutes. Everybody is welcome, also just to listen.\n{where}\nThe file puts it into "
            "your calendar.",
            when=moment(gathering.starts_at),
            minutes=gathering.minutes,
            where=where(voice, gathering),
        ),
        voice,
        gathering,
        now,
    )


def moved(voice: Voice, gathering: Gathering, now: datetime) -> Card:
    """The new time, as a message of its own: what changes silently is missed."""
    return _post(
        voice.say(
            "This has a new time: {when}, {minutes} minutes.\n{where}\nThe file moves it in your calendar.",
            when=moment(gathering.starts_at),
            minutes=gathering.minutes,
            where=where(voice, gathering),
        ),
        voice,
        gathering,
        now,
        "gathering.moved",
    )


def called_off(voice: Voice, gathering: Gathering, now: datetime) -> Card:
    """It does not take place."""
    return _post(
        voice.say(
            "This doesn't take place, sorry: {when} is free again. The file takes it out of your calendar.",
            when=moment(gathering.starts_at),
        ),
        voice,
        gathering,
        now,
        "gathering.called_off",
    )


def _post(text: str, voice: Voice, gathering: Gathering, now: datetime, kind: str = "gathering.announced") -> Card:
    return Card(
        text,
        kind=kind,
        title=titled(gathering.title),
        why=voice.say("The coordinators plan an event for everybody in this channel."),
        attachment=entry(gathering, now),
    )


def reminder(voice: Voice, gathering: Gathering) -> Card:
    """An hour before."""
    return Card(
        voice.say(
            "It begins in {hours}: {when}.\n{where}",
            hours=voice.count("an hour", "{n} hours", round(REMINDED_AHEAD.total_seconds() / 3600)),
            when=moment(gathering.starts_at),
            where=where(voice, gathering),
        ),
        kind="gathering.reminder",
        title=titled(gathering.title),
        why=voice.say("There is an event for everybody in this channel."),
    )


def is_over(voice: Voice, gathering: Gathering) -> Card:
    """What an earlier announcement turns into."""
    text = "This doesn't take place." if gathering.is_cancelled else "This has another time by now; the newest has it."
    return Card(voice.say(text), kind="gathering.outdated", title=titled(gathering.title))


def planned(voice: Voice, gathering: Gathering) -> Card:
    """To the coordinator who planned or moved it."""
    text = voice.say(
        "{ref}: “{title}” is on {when}. {told} `/coord event move {ref}` and `/coord event cancel {ref}` change it.",
        ref=gathering.ref,
        title=quoted(gathering.title, 100),
        when=voice.when(gathering.starts_at),
        told=voice.say(_TOLD if gathering.is_announced else _TO_BE_TOLD),
    )
    return Card(
        text,
        kind="gathering.planned",
        why=voice.say("You planned an event."),
        buttons=(run_button(voice.say("All events"), "coord event list"),),
    )


def cancelled(voice: Voice, gathering: Gathering) -> Card:
    """To the coordinator who cancelled it."""
    return Card(
        voice.say(
            "{ref}: “{title}” doesn't take place, and whoever has heard of it is told in the cohort's channel.",
            ref=gathering.ref,
            title=quoted(gathering.title, 100),
        ),
        kind="gathering.cancelled",
        why=voice.say("You cancelled an event."),
        buttons=(run_button(voice.say("All events"), "coord event list"),),
    )


def listed(voice: Voice, gatherings: Sequence[Gathering]) -> Card:
    """What is still to come."""
    lines = [
        voice.say(
            "{ref}: {when}, {minutes} minutes, “{title}”",
            ref=gathering.ref,
            when=voice.when(gathering.starts_at),
            minutes=gathering.minutes,
            title=quoted(gathering.title, 100),
        )
        for gathering in gatherings
    ]
    none = voice.say("No event is planned. `/coord event plan` announces one.")
    return Card(
        fitting(voice, lines, 1500, "\n") if lines else none,
        kind="gathering.list",
        title=voice.say("Events to come"),
        why=voice.say("You asked for it."),
    )


def no_such_time(voice: Voice, typed: str) -> Card:
    """What was typed cannot be read."""
    return Card(
        voice.say(
            "I can't read “{typed}” as a time on your clock. Write the day, then the hour: `Thu 18:00` or "
            "`17 Mar 18:00`.",
            typed=quoted(typed, 60),
        ),
        kind="gathering.no_such_time",
    )


def out_of_bounds(voice: Voice, at: datetime) -> Card:
    """A time in the past, or after the end."""
    return Card(
        voice.say(
            "{when} is over already, or after the cohort's last day. Which time did you mean?", when=voice.when(at)
        ),
        kind="gathering.out_of_bounds",
    )


def no_such_length(voice: Voice) -> Card:
    """An impossible length."""
    return Card(
        voice.say("An event takes 5 minutes to a whole day (1440). How many minutes is it?"), kind="gathering.no_length"
    )


def no_title(voice: Voice) -> Card:
    """A title of nothing, or too long for a calendar."""
    return Card(
        voice.say("Give it a title of at most 100 characters; it is what calendars show."), kind="gathering.title"
    )


def no_such_link(voice: Voice, typed: str) -> Card:
    """What was typed is no address."""
    return Card(
        voice.say(
            "“{typed}” is not an address I can pass on. One like `https://meet.example.org/open` works.",
            typed=quoted(typed, 60),
        ),
        kind="gathering.no_such_link",
    )


def no_channel(voice: Voice) -> Card:
    """Nowhere to announce it."""
    return Card(
        voice.say(
            "This cohort has no channel of its own, so there is nowhere to announce an event. A [[channel]] with the "
            "name `cohort` in the cohort file gives it one."
        ),
        kind="gathering.no_channel",
    )


def unknown(voice: Voice, typed: str) -> Card:
    """No event has this name, or it is over."""
    return Card(
        voice.say("I find no event “{typed}” that is still to come.", typed=quoted(typed, 20)),
        kind="gathering.unknown",
        buttons=(run_button(voice.say("All events"), "coord event list"),),
    )
