"""The newer doors: the pages of the desk, its files, the rehearsal, a calendar, and what programs are told."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.desk.audit import audit_page
from bot.desk.calendar import calendar
from bot.desk.cases import case_list, case_page
from bot.desk.feeds import own_sessions
from bot.desk.figures import figures_page
from bot.desk.files import KINDS, file
from bot.desk.groups import groups_page
from bot.desk.pairs import pairs_page
from bot.desk.people import people_list, person_page
from bot.desk.policies import policies_page
from bot.desk.questions import questions_page
from bot.desk.room import NotThere
from bot.desk.rules import rules_page
from bot.desk.week import coordinators_week, learners_week
from bot.desk.what_if import what_if
from bot.domain.cases import Case
from bot.domain.feeds import Feed
from bot.domain.seals import seal
from bot.effects import Refused
from bot.events import Account, Place
from bot.flows.calendar_feed import ADDRESS_OF
from bot.flows.roster import known_people
from bot.turn import Turn
from tests.conflicts.play import Play
from tests.conflicts.roster import Person

Read = Callable[[Turn], Awaitable[Any]]
PAGES: dict[str, Read] = {
    each.__name__: each
    for each in (coordinators_week, learners_week, case_list, people_list, figures_page, groups_page, pairs_page)
}
PAGES |= {each.__name__: each for each in (rules_page, policies_page, questions_page, what_if, audit_page, calendar)}


async def at_the_desk(the: Play, who: Person, kept: list[Case]) -> list[str]:
    """Return everything somebody finds at the desk, whatever they ask for."""
    by, place = Account("local", "demo", f"u-{who.handle}"), Place("local", "demo", "dm", is_direct=True)
    reads: dict[str, Read] = dict(PAGES)
    reads |= {f"person {one.handle}": _person(one.handle) for one in the.roster.people}
    reads |= {f"case {case.ref}": _case(case.ref) for case in kept}
    reads |= {name: _file(name) for name in KINDS}
    seen = []
    for name, read in reads.items():
        async with the.app.looking(by, place) as turn:
            try:
                found: Any = await read(turn)
            except (NotThere, Refused) as refusal:
                found = type(refusal).__name__
        seen.append(f"desk {name}: {found!r}")
    return [*seen, f"feed: {await _feed(the, who)}", f"program: {await _program(the)}"]


def _person(handle: str) -> Read:
    return lambda turn: person_page(turn, handle)


def _case(ref: str) -> Read:
    return lambda turn: case_page(turn, ref)


def _file(name: str) -> Read:
    return lambda turn: file(turn, name)


async def _feed(the: Play, who: Person) -> object:
    feed_id = f"feed-{who.handle}"
    async with the.storage.transaction() as tx:
        await tx.feeds.put(Feed(f"id-{who.handle}", feed_id, the.roster.at))
    return await own_sessions(the.app, f"{feed_id}.{seal(the.app.secret, ADDRESS_OF, feed_id)}")


async def _program(the: Play) -> str:
    """Return what a program is told of that brings people: all it is compared with."""
    async with the.storage.snapshot() as tx:
        cohort = await tx.cohorts.find("a")
        assert cohort is not None
        known = await known_people(tx, cohort, is_by_program=True)
        return repr(known)
