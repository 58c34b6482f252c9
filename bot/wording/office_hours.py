"""Office hours: a few minutes with somebody who knows, booked with one tap and given back as easily."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.calendars import CalendarFile
from bot.domain.members import Member
from bot.domain.office_hours import Booking, FreePlace
from bot.limits import BUTTON_LABEL, FIELD_VALUE
from bot.markup import named, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Place:
    """A free place, with who is there."""

    free: FreePlace
    host: Member


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking as one of the two reads it: with whom, and where (nowhere: the host says it)."""

    booking: Booking
    other: Member
    link: str = ""


def page(voice: Voice, mine: Sequence[Booked], places: Sequence[Place]) -> Card:
    """What is booked, and what can be."""
    lines = [f"- {_when(voice, one)}" for one in mine]
    fields = [Field(voice.say("Booked"), fitting(voice, lines, FIELD_VALUE))] if mine else []
    buttons = [_cancel(voice, one.booking) for one in mine[:2]] + [_choose(voice, place) for place in places[:3]]
    text = (
        voice.say("These places are free. One tap books one; you can give it back any time.")
        if places
        else voice.say("Nothing is free to book right now. `/peer help` reaches a person at any time.")
    )
    return Card(
        text,
        kind="office.page",
        title=voice.say("Office hours"),
        why=voice.say("You asked for it."),
        fields=tuple(fields),
        buttons=tuple(buttons) or (run_button(voice.say("Get help"), "peer help"),),
    )


def _when(voice: Voice, booked: Booked) -> str:
    return voice.say(
        "{when}, {n} minutes with {name}",
        when=voice.when(booked.booking.starts_at),
        n=booked.booking.minutes,
        name=named(booked.other.name),
    )


def _choose(voice: Voice, place: Place) -> Button:
    label = voice.say("{when}, {name}", when=voice.short(place.free.starts_at), name=titled(place.host.name))
    moment = int(place.free.starts_at.timestamp()) // 60
    return Button(label[:BUTTON_LABEL], Action("office.book", f"{place.host.id}:{moment}"))


def _cancel(voice: Voice, booking: Booking) -> Button:
    label = voice.say("Give back {when}", when=voice.short(booking.starts_at))
    return Button(label[:BUTTON_LABEL], Action("office.cancel", booking.id))


def booked(voice: Voice, one: Booked) -> Card:
    """To the learner, when the place is theirs."""
    where = voice.say("Where: {link}", link=one.link) if one.link else voice.say("They will tell you where.")
    return Card(
        voice.say(
            "Booked: {when}. Bring a question or just yourself; I'll remind you an hour before. {where}",
            when=_when(voice, one),
            where=where,
        ),
        kind="office.booked",
        why=voice.say("You booked a place."),
        buttons=(_cancel(voice, one.booking),),
    )


def for_host(voice: Voice, one: Booked) -> Card:
    """To whoever is there."""
    return Card(
        voice.say(
            "{name} comes to your office hour: {when}, for {n} minutes.",
            name=named(one.other.name),
            when=voice.when(one.booking.starts_at),
            n=one.booking.minutes,
        ),
        kind="office.new",
        why=voice.say("You hold this office hour."),
        buttons=(_cancel(voice, one.booking),),
    )


def taken(voice: Voice, following: Place | None) -> Card:
    """To somebody whose place was booked a moment earlier: the next one."""
    if following is None:
        return none_free(voice)
    return Card(
        voice.say(
            "Somebody was a moment faster. The next free place is {when} with {name}.",
            when=voice.when(following.free.starts_at),
            name=named(following.host.name),
        ),
        kind="office.taken",
        buttons=(_choose(voice, following), run_button(voice.say("Other places"), "peer my hours")),
    )


def none_free(voice: Voice) -> Card:
    """To somebody who wants a place where none is left."""
    return Card(
        voice.say(
            "No office hour is free for you right now. Your mentor and the coordinators still are: `/peer help` "
            "reaches a person."
        ),
        kind="office.none",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def has_one(voice: Voice, one: Booked) -> Card:
    """To somebody who has a place already: places are few."""
    return Card(
        voice.say(
            "You have a place already: {when}. Give it back first if another one suits you better; so there is room "
            "for everybody.",
            when=_when(voice, one),
        ),
        kind="office.has_one",
        buttons=(_cancel(voice, one.booking),),
    )


def reminder(voice: Voice, one: Booked) -> Card:
    """To both, an hour before."""
    where = voice.say(" Where: {link}", link=one.link) if one.link else ""
    return Card(
        voice.say("Soon: {when}.{where}", when=_when(voice, one), where=where),
        kind="office.reminder",
        why=voice.say("This place in an office hour is booked; both hear an hour before."),
        buttons=(Button(voice.say("I can't make it"), Action("office.cancel", one.booking.id)),),
    )


def cancelled(voice: Voice) -> Card:
    """To whoever gave it back, and in the place of what said when it is."""
    return Card(
        voice.say("Given back. Nothing else changes, and `/peer my hours` shows what is free."),
        kind="office.cancelled",
        why=voice.say("One of you gave the place back."),
        buttons=(Button(voice.say("Book the next one"), Action("office.book"), Look.PLAIN),),
    )


def entry(voice: Voice, one: Booked, now: datetime) -> CalendarFile:
    """The place in the calendar of one of the two; once it is given back, what takes it out again."""
    booking = one.booking
    return CalendarFile(
        uid=f"office-{booking.id}",
        version=0 if booking.is_booked else 1,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        made_at=now,
        title=voice.say("Kith office hour"),
        about=voice.say("With {name}. To give the place back, ask Kith in the chat.", name=titled(one.other.name)),
        link=one.link,
        is_cancelled=not booking.is_booked,
        name="office-hour.ics",
    )


def was_cancelled(voice: Voice, one: Booked) -> Card:
    """To the other of the two."""
    return Card(
        voice.say(
            "{name} can't make {when}, so the place is free again.",
            name=named(one.other.name),
            when=voice.when(one.booking.starts_at),
        ),
        kind="office.off",
        why=voice.say("One of you gave the place back."),
        buttons=(run_button(voice.say("Office hours"), "peer my hours"),),
    )
