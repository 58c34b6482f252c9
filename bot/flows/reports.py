"""Reporting somebody or something privately: to a person, and never to whom it is about (E8, conflict of interest)."""

import difflib
from collections.abc import Mapping
from datetime import datetime

from bot.cards import Action, FieldErrors, Form
from bot.domain.cases import REOPENS_WITHIN, Case, Cause
from bot.domain.members import Member, Role
from bot.domain.reports import REPORT, REPORT_LIMIT, SEVERITY_OF_NOW, Now, exactly, named_in
from bot.effects import Effects, Reply
from bot.flows.cases import Opening, open_case
from bot.flows.first_told import first_told
from bot.flows.naming import kept_on, named
from bot.flows.passing_on import is_in_danger
from bot.flows.people import on_call
from bot.flows.pointing import author_of, channel_name, link_of
from bot.helplines import register
from bot.router import Router
from bot.turn import Turn
from bot.wording import reports as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer report", always=True)
async def report(turn: Turn) -> Effects:
    """Report somebody or something privately; whoever it is about never hears of it."""
    has_some = bool(await turn.tx.cases.opened_by(turn.me.id))
    people = await on_call(turn, turn.here, (turn.me.id,))
    country = register().get(turn.me.country)
    return [Reply(wording.page(Voice.to(turn.me), people, country, has_some=has_some))]


@routes.action("report.ask", always=True)
async def ask(turn: Turn, subject: str) -> Effects:
    """Open the report, from the page or from a message's menu."""
    return [Reply(await _form(turn, subject, wording.about_message(Voice.to(turn.me), link_of(turn))))]


async def _form(turn: Turn, subject: str, text: str) -> Form:
    coordinators = await turn.tx.members.in_cohort(turn.here.id, Role.COORDINATOR)
    others = [person for person in coordinators if person.id != turn.me.id and person.is_active]
    author = await author_of(turn, subject)
    if author is not None and author.id == turn.me.id:
        author = None
    return wording.form(Voice.to(turn.me), Action("report.submit", subject), text, author, others)


@routes.form("report.submit", always=True)
async def submitted(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Bring a report to somebody who may know of it."""
    people = await turn.tx.members.in_cohort(turn.here.id)
    text, about = values.get("text", "").strip(), values.get("about", "")
    errors = _faults(Voice.to(turn.me), text, about, people)
    if errors:
        form = await _form(turn, subject, text[:REPORT_LIMIT])
        return [Reply(FieldErrors(form, errors))]
    now = Now(values.get("now") or Now.CAN_WAIT) if values.get("now") in set(Now) else Now.CAN_WAIT
    if await is_in_danger(turn, text):
        now = Now.NOT_SAFE
    author = await author_of(turn, subject)
    subjects = set(await named(turn, f"{text}\n{about}", people)) | {author.id if author is not None else ""}
    subjects |= {person.id for person in people if person.id == values.get("without")}
    subjects = (subjects | set(await kept_on(turn))) - {turn.me.id, ""}
    opening = Opening(
        turn.me,
        REPORT,
        SEVERITY_OF_NOW[now],
        Cause.REPORT,
        "report.asked",
        channel=await channel_name(turn, subject),
        excerpt=_with_names(text, about)[:REPORT_LIMIT],
        subject_ids=tuple(sorted(subjects)),
        is_urgent=now is not Now.CAN_WAIT,
        opener_id=turn.me.id,
    )
    effects = await open_case(turn, turn.here, opening)
    return [Reply(wording.received(Voice.to(turn.me), *await _heard(turn, opening, people), now)), *effects]


def _faults(voice: Voice, text: str, about: str, people: list[Member]) -> dict[str, str]:
    """Return what to mend, by input: no words at all, or a name that nobody here has."""
    errors = {} if text else {"text": wording.nothing_written(voice)}
    for name in (part.strip() for part in about.split(",")):
        if name and not exactly(name, people) and not named_in(name, people):
            near = difflib.get_close_matches(name, [person.name for person in people], n=2, cutoff=0.5)
            errors["about"] = wording.nobody_called(voice, name, near)
    return errors


def _with_names(text: str, about: str) -> str:
    return f"{text}\n({about.strip()})" if about.strip() else text


async def _heard(turn: Turn, opening: Opening, people: list[Member]) -> tuple[Case | None, wording.Heard]:
    """Return the case, and who hears of it, as the policy says."""
    kept = (*opening.subject_ids, turn.me.id)
    policy = turn.here.plan.safety.severities[opening.severity]
    told, at = await first_told(turn, turn.here, policy, kept, is_urgent=opening.is_urgent)
    since = turn.now - REOPENS_WITHIN
    case = await turn.tx.cases.current(turn.me.id, REPORT, since, opening.subject_ids, turn.me.id)
    heard = wording.Heard(
        told,
        _later(at, turn.now),
        [person for person in people if person.id in opening.subject_ids],
        register().get(turn.me.country),
        turn.here.plan.safety.outside,
        turn.here.plan.help_contact,
    )
    return case, heard


def _later(at: datetime, now: datetime) -> datetime | None:
    return at if at > now else None


@routes.action("report.status", always=True)
async def status(turn: Turn, _subject: str) -> Effects:
    """Show how one's own reports and questions stand, without what is in them."""
    people = {person.id: person for person in await turn.tx.members.in_cohort(turn.here.id)}
    cases = [case for case in await turn.tx.cases.opened_by(turn.me.id) if case.cohort_id == turn.here.id]
    return [Reply(wording.status(Voice.to(turn.me), cases, people))]
