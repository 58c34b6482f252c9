"""Events of the whole cohort: announced, moved, called off, reminded of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.gatherings import Gathering
from bot.wording import gatherings
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE
from tests.golden.typed import Typed

AT = NOW + timedelta(days=5, hours=3, minutes=30)


def of_gatherings(typed: Typed) -> Iterator[Case]:
    event = Gathering("ev1", "spring", "E2", typed.name, AT, 60, "https://meet.example.org/open").announced()
    here, gone = replace(event, link=""), event.cancelled()
    for function in (gatherings.announced, gatherings.moved):
        yield case(function, "", VOICE, event, NOW)
        yield case(function, "in the channel", VOICE, here, NOW)
    yield case(gatherings.called_off, "", VOICE, gone, NOW)
    for situation, each in (("", event), ("in the channel", here)):
        yield case(gatherings.reminder, situation, VOICE, each)
        yield case(gatherings.about, situation, VOICE, each)
        yield case(gatherings.where, situation, VOICE, each)
    yield case(gatherings.is_over, "moved", VOICE, event)
    yield case(gatherings.is_over, "called off", VOICE, gone)
    yield case(gatherings.planned, "", VOICE, event)
    yield case(gatherings.planned, "to be announced", VOICE, Gathering("ev1", "spring", "E2", typed.name, AT, 60))
    yield case(gatherings.cancelled, "", VOICE, gone)
    yield case(gatherings.listed, "", VOICE, [event, here])
    yield case(gatherings.listed, "none", VOICE, [])
    yield case(gatherings.no_such_time, "", VOICE, typed.words)
    yield case(gatherings.out_of_bounds, "", VOICE, AT)
    yield case(gatherings.no_such_length, "", VOICE)
    yield case(gatherings.no_title, "", VOICE)
    yield case(gatherings.no_such_link, "", VOICE, typed.words)
    yield case(gatherings.no_channel, "", VOICE)
    yield case(gatherings.unknown, "", VOICE, typed.words)
