"""People come into a cohort from a spreadsheet: all rows or none, and nobody's own word is overruled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.auditing import OPERATOR
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState, Role
from bot.domain.privacy import NOTICE_VERSION
from bot.domain.room import Traits
from bot.domain.roster import OF_MEMBER, OF_TRAITS, Cohorts, Fate, Known, Outcome, compared
from bot.domain.sizes import outgrown
from bot.effects import Effects, Refused, Reply
from bot.errors import BadInput
from bot.events import Account, RosterRead
from bot.flows.cohorts import first_timers
from bot.people_file.roster import RosterFormat, parse_roster
from bot.ports import Tx
from bot.router import Router
from bot.turn import Turn
from bot.wording import roster as wording
from bot.wording.voice import Voice

routes = Router()


async def known_people(tx: Tx, cohort: Cohort, *, is_by_program: bool = False) -> Cohorts:
    """Return what a spreadsheet is compared with."""
    traits = await tx.traits.in_cohort(cohort.id)
    people, counted = dict[str, Known](), dict[str, dict[str, int]]()
    for member in await tx.members.in_cohort(cohort.id):
        accounts = tuple((a.platform, a.workspace, a.id) for a in await tx.members.accounts(member.id))
        people[member.handle.casefold()] = Known(member, traits.get(member.id, Traits(member.id)), accounts)
        for platform, workspace, _ in accounts:
            of_platform = counted.setdefault(platform, {})
            of_platform[workspace] = of_platform.get(workspace, 0) + 1
    most = {platform: max(sorted(names), key=names.__getitem__) for platform, names in counted.items()}
    return Cohorts(people, {"local": "demo", **most}, is_by_program)


@routes.on(RosterRead)
async def read(turn: Turn, event: RosterRead) -> Effects:
    """Take up what an operator or a program brings; a row that cannot be, since something changed, stops all of it."""
    cohort = await turn.tx.cohorts.by_handle(event.cohort)
    if cohort is None:
        return []
    known = await known_people(turn.tx, cohort, is_by_program=event.source != OPERATOR)
    outcomes = compared(event.entries, known)
    if any(one.fate is Fate.REFUSED for one in outcomes):
        raise Refused(wording.overtaken(Voice(cohort.timezone)))
    await turn.tx.audit.add(turn.now, event.source, f"roster.read:{len(event.entries)}", cohort.id)
    return await _taken_up(turn, cohort, outcomes)


@routes.command("coord cohort import", role=Role.COORDINATOR)
async def ask(turn: Turn) -> Effects:
    """Bring people in from a spreadsheet: paste its rows; you see what each does before it does."""
    return [Reply(wording.form(Voice.to(turn.me)))]


@routes.form("roster.submit", role=Role.COORDINATOR)
async def submit(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Show what each pasted row would do, and do it when that is what was asked for and every row can be."""
    voice = Voice.to(turn.me)
    try:
        form = RosterFormat(values.get("format") or RosterFormat.KITH)
        found = parse_roster(values.get("rows", "").strip(), wording.PASTED, form)
    except (BadInput, ValueError) as problem:
        return [Reply(wording.unreadable(voice, str(problem)))]
    known = await known_people(turn.tx, turn.here)
    outcomes = compared(found.entries, known)
    lines, size = wording.lines(found, outcomes), outgrown(known, outcomes)
    if found.faults or any(one.fate is Fate.REFUSED for one in outcomes):
        return [Reply(wording.refused(voice, lines))]
    if values.get("do") != "yes":
        return [Reply(wording.shown(voice, lines, size))]
    return [Reply(wording.taken_up(voice, lines, size)), *await _taken_up(turn, turn.here, outcomes)]


async def _taken_up(turn: Turn, cohort: Cohort, outcomes: Sequence[Outcome]) -> Effects:
    if any(one.fate is Fate.REFUSED for one in outcomes):
        return []
    effects: Effects = []
    for outcome in outcomes:
        match outcome.fate:
            case Fate.NEW:
                effects += await _added(turn, cohort, outcome)
            case Fate.CHANGED:
                effects += await _changed(turn, cohort, outcome)
    return effects


async def _added(turn: Turn, cohort: Cohort, outcome: Outcome) -> Effects:
    entry = outcome.entry
    takes_part = entry.role is Role.COORDINATOR
    said = _of(outcome.changes, OF_MEMBER)
    member = Member(
        id=turn.new_id("member", cohort.id, entry.handle),
        cohort_id=cohort.id,
        handle=entry.handle,
        role=entry.role,
        state=MemberState.ACTIVE if takes_part else MemberState.INVITED,
        quiet=cohort.plan.rhythm.quiet_hours,
        consent_version=NOTICE_VERSION if takes_part else 0,
        consented_at=turn.now if takes_part else None,
        knows_zone="timezone" in said,
        knows_language="language" in said,
        **{"timezone": cohort.timezone, "language": cohort.language} | said,
    )
    accounts = entry.accounts or (("local", "demo", entry.handle),)
    await turn.tx.members.add(member, [Account(*account) for account in accounts])
    if entry.role is not Role.COORDINATOR:
        await turn.tx.traits.put(Traits(member.id, **_of(outcome.changes, OF_TRAITS)))
    await turn.tx.audit.add(turn.now, _by(turn), "member.imported", member.id)
    return first_timers(turn, cohort, member)


async def _changed(turn: Turn, cohort: Cohort, outcome: Outcome) -> Effects:
    before = await turn.tx.members.by_handle(cohort.id, outcome.entry.handle)
    if before is None:
        raise ValueError(f"no member {outcome.entry.handle}")
    said = _of(outcome.changes, OF_MEMBER)
    member = replace(
        before,
        knows_zone=before.knows_zone or "timezone" in said,
        knows_language=before.knows_language or "language" in said,
        **said,
    )
    await turn.tx.members.save(member)
    for account in outcome.accounts:
        await turn.tx.members.let_in(member.id, Account(*account))
    traits = await turn.tx.traits.of(member.id)
    await turn.tx.traits.put(replace(traits, **_of(outcome.changes, OF_TRAITS)))
    await turn.tx.audit.add(turn.now, _by(turn), "member.imported", member.id)
    is_retimed = member.timezone != before.timezone and member.state is not MemberState.INVITED
    return first_timers(turn, cohort, member) if is_retimed else []


def _of(changes: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: changes[name] for name in names if name in changes}


def _by(turn: Turn) -> str:
    if isinstance(turn.event, RosterRead):
        return turn.event.source
    return turn.me.id
