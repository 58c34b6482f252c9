"""Dates of one's own, office hours, another mentor, a mentor's full week: what is arranged with one person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.deadlines import Milestone, Module
from bot.domain.extensions import Extension
from bot.domain.members import Role
from bot.domain.milestones import DueItem
from bot.domain.moves import Move, MoveCause
from bot.domain.office_hours import Booking, FreePlace
from bot.domain.pairing import Criterion
from bot.domain.room import Candidate
from bot.wording import extensions, fit, handoffs, milestones, modules, moves, office_hours, wellbeing, workload
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, VOICE, coordinator, group, learner, member, mentor
from tests.golden.typed import Typed

LINK = "https://meet.example.org/sofia"


def extension(typed: Typed, reason: str = "") -> Extension:
    """Five days more, as they were asked for."""
    return Extension("x1", "spring", "id-L04", typed.milestone, 5, date(2026, 3, 25), NOW, reason=reason)


def due(typed: Typed, number: int = 0) -> DueItem:
    """A milestone on the common day."""
    milestone = Milestone(typed.milestone, date(2026, 3, 20), is_main=True)
    return DueItem(number, milestone, milestone.due_on)


def of_milestones(typed: Typed) -> Iterator[Case]:
    item, own = due(typed), replace(due(typed), due_on=date(2026, 3, 25))
    for free in (0, 1, 8):
        yield case(milestones.before, f"{free} places", VOICE, group(typed), item.milestone, 7 - free % 7, free)
    yield case(milestones.before, "the day before", VOICE, group(typed), item.milestone, 1, 0)
    yield case(milestones.own, "", VOICE, own)
    yield case(milestones.why_no_reminder, "", VOICE)
    yield case(milestones.one_date, "everybody's", VOICE, item)
    yield case(milestones.one_date, "their own", VOICE, own)
    yield case(milestones.to_mentor, "", VOICE, item.milestone)
    yield case(milestones.lighter, "", VOICE, item.milestone, "Who begins?")


def of_extensions(typed: Typed) -> Iterator[Case]:
    asked, item, person = extension(typed), due(typed), learner(typed)
    days = (date(2026, 3, 18), date(2026, 3, 23))
    shown = extensions.Shown(asked, item, days, is_automatic=True)
    yield case(extensions.preview, "at once", VOICE, shown)
    yield case(extensions.preview, "a person decides", VOICE, replace(shown, is_automatic=False, reminders=()))
    others = tuple(due(typed, n) for n in range(1, 6))
    one = replace(asked, days=1)
    yield case(extensions.preview, "one day, others ahead", VOICE, replace(shown, extension=one, others=others))
    yield case(extensions.granted, "", VOICE, asked)
    yield case(extensions.asked, "", VOICE, asked)
    yield case(extensions.wanted, "without a reason", VOICE, person, asked, item)
    yield case(extensions.wanted, "with a reason", VOICE, person, extension(typed, typed.words[:300]), item)
    yield case(extensions.denied, "", VOICE, asked, "")
    yield case(extensions.denied, "with a word", VOICE, asked, typed.words[:300])
    yield case(extensions.decided, "granted", VOICE, person, asked.granted(NOW))
    yield case(extensions.decided, "denied", VOICE, person, asked.denied(NOW, "id-C1"))
    yield case(extensions.settled, "", VOICE)
    yield case(extensions.nothing_asked, "", VOICE, person)
    yield case(extensions.nothing_due, "", VOICE)
    yield case(extensions.no_length, "", VOICE, typed.words)
    yield case(extensions.too_long, "", VOICE, DAY)


def of_office_hours(typed: Typed) -> Iterator[Case]:
    person, host = learner(typed), mentor(typed)
    at = NOW + timedelta(days=1)
    booking = Booking("b1", "spring", person.id, host.id, at, 15)
    mine = office_hours.Booked(booking, host, LINK)
    free = [office_hours.Place(FreePlace(host.handle, at + timedelta(hours=n), 15), host) for n in range(5)]
    full = [replace(mine, booking=replace(booking, id=f"b{n}")) for n in range(60)]
    yield case(office_hours.entry, "", VOICE, mine, NOW)
    yield case(office_hours.entry, "given back", VOICE, replace(mine, booking=booking.cancelled()), NOW)
    yield case(office_hours.page, "nothing", VOICE, [], [])
    yield case(office_hours.page, "one booked", VOICE, [mine], [])
    yield case(office_hours.page, "many free", VOICE, [], free)
    yield case(office_hours.page, "a host's afternoon", VOICE, full, free)
    yield case(office_hours.booked, "with a link", VOICE, mine)
    yield case(office_hours.booked, "without", VOICE, replace(mine, link=""))
    yield case(office_hours.for_host, "", VOICE, replace(mine, other=person))
    yield case(office_hours.taken, "another is free", VOICE, free[0])
    yield case(office_hours.taken, "none is left", VOICE, None)
    yield case(office_hours.none_free, "", VOICE)
    yield case(office_hours.has_one, "", VOICE, mine)
    yield case(office_hours.reminder, "with a link", VOICE, mine)
    yield case(office_hours.reminder, "without", VOICE, replace(mine, link=""))
    yield case(office_hours.cancelled, "", VOICE)
    yield case(office_hours.was_cancelled, "", VOICE, mine)


def _option(typed: Typed, number: int) -> moves.Option:
    """One of several mentors with room."""
    guide = member(typed.other, f"M{number}", Role.MENTOR)
    return moves.Option(Candidate("id-L04", guide.id, 72.5, 2, 4, tuple(Criterion)), guide)


def of_moves(typed: Typed) -> Iterator[Case]:
    person, guide = learner(typed), mentor(typed)
    option = moves.Option(Candidate(person.id, guide.id, 72.5, 2, 4, tuple(Criterion)), guide)
    move = Move("v1", "spring", person.id, "id-M01", guide.id, MoveCause.FIT, NOW)
    for cause in MoveCause:
        proposed = moves.Proposed(replace(move, cause=cause), person, guide, option)
        yield case(moves.proposal, str(cause), VOICE, proposed)
    proposed = moves.Proposed(move, person, guide)
    yield case(moves.proposal, "nobody has room", VOICE, proposed)
    yield case(moves.reasons, "", VOICE, option)
    plain = replace(option, candidate=replace(option.candidate, good=(), load=1))
    yield case(moves.reasons, "nobody said anything", VOICE, plain)
    yield case(moves.others, "nobody", VOICE, proposed, [])
    yield case(moves.others, "many", VOICE, proposed, [_option(typed, n) for n in range(6)])
    yield case(moves.decided, "moved", VOICE, person, guide)
    yield case(moves.decided, "stays", VOICE, person, None)
    for function in (moves.still_waits, moves.not_to_be):
        yield case(function, "", VOICE, person)
    yield case(moves.full, "", VOICE, guide)
    for function in (moves.settled, moves.stays, moves.unchanged):
        yield case(function, "", VOICE)


def of_handoffs(typed: Typed) -> Iterator[Case]:
    person, guide = learner(typed), mentor(typed)
    move = Move("v1", "spring", person.id, "id-M01", guide.id, MoveCause.WORKLOAD, NOW)
    much = handoffs.Context((typed.words[:1000],) * 3, typed.words[:300], 3)
    yield case(handoffs.consent, "", VOICE, move, guide, guide)
    yield case(handoffs.context, "nothing yet", VOICE, handoffs.Context(met=1))
    yield case(handoffs.context, "notes and a step", VOICE, much)
    yield case(handoffs.card_for_mentor, "", VOICE, person, guide, much)
    for function in (handoffs.agreed, handoffs.stayed):
        yield case(function, "", VOICE)
    yield case(handoffs.they_said, "yes", VOICE, person, has_agreed=True)
    yield case(handoffs.they_said, "no", VOICE, person, has_agreed=False)
    yield case(handoffs.asked, "", VOICE, person)


def of_fit(typed: Typed) -> Iterator[Case]:
    yield case(fit.question, "", VOICE, mentor(typed))
    yield case(fit.opens_on, "", VOICE, DAY)
    for function in (fit.glad, fit.take_time, fit.no_mentor):
        yield case(function, "", VOICE)
    yield case(fit.heard, "before it opens", VOICE, DAY)
    yield case(fit.heard, "open", VOICE, None)


def of_workload(typed: Typed) -> Iterator[Case]:
    person, guide = learner(typed), mentor(typed)
    option = moves.Option(Candidate(person.id, guide.id, 72.5, 2, 4, tuple(Criterion)), guide)
    many = [(replace(person, id=f"id-L{n}"), option) for n in range(6)]
    yield case(workload.noted, "", VOICE, 2)
    yield case(workload.heavy, "nobody has room", VOICE, 5, [])
    yield case(workload.heavy, "many could go", VOICE, 5, many)
    yield case(workload.no_level, "", VOICE)
    yield case(workload.covered, "nobody on duty", VOICE, DAY, None)
    yield case(workload.covered, "somebody on duty", VOICE, DAY, coordinator(typed))
    yield case(workload.cover_wanted, "nobody", VOICE, guide, DAY, [], [])
    yield case(workload.cover_wanted, "many", VOICE, guide, DAY, [person] * 40, [guide] * 40)


def of_wellbeing(typed: Typed) -> Iterator[Case]:
    for function in (wellbeing.how_are_you, wellbeing.well):
        yield case(function, "", VOICE)
    yield case(wellbeing.talk_soon, "nobody on duty", VOICE, None)
    yield case(wellbeing.talk_soon, "somebody on duty", VOICE, coordinator(typed))
    yield case(wellbeing.wants_to_talk, "", VOICE, mentor(typed))


def of_modules(typed: Typed) -> Iterator[Case]:
    yield case(modules.behind, "with a link", VOICE, Module(typed.milestone, 2, "https://learn.example.org/a"), 3)
    yield case(modules.behind, "without", VOICE, Module(typed.milestone, 2), 3)
    yield case(modules.behind, "a week later", VOICE, Module(typed.milestone, 2, "https://learn.example.org/a"), 4)
    yield case(modules.noted, "", VOICE, learner(typed), 2, 7)
    yield case(modules.impossible, "", VOICE, 7)
