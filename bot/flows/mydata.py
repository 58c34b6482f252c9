"""My data: what is held, all of it to take along, and erasure on request."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.cards import Action
from bot.domain.cases import BROUGHT
from bot.domain.members import Member, MemberState, Role
from bot.domain.mydata import Held, Look, Sent, may_know, read_by_its_person
from bot.domain.mydata_file import as_json
from bot.domain.privacy import ERASED_TAG
from bot.effects import Effects, Later, Refused, Reply
from bot.flows.forgetting import forget
from bot.flows.leaving import leave_everything, other_coordinators
from bot.flows.my_records import records_of
from bot.flows.people import mentor_of
from bot.ports import Tx
from bot.router import Router
from bot.turn import Turn
from bot.wording import leaving
from bot.wording import mydata as wording
from bot.wording.voice import Voice

routes = Router()

_MESSAGES = 200
"""How many of the messages to somebody are listed; their texts are gone after a week."""
_SWEEP_EVERY = timedelta(hours=6)
"""How long what tells of somebody's going may be on its way before it is looked at again."""
_BROUGHT = tuple(f"case.{what}" for what in BROUGHT)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@routes.command("peer mydata show", always=True)
async def show(turn: Turn) -> Effects:
    """Show what is held about you, and who looked at it."""
    return [Reply(wording.shown(Voice.to(turn.me), await held_about(turn, turn.me)))]


@routes.command("peer mydata export", always=True)
async def export(turn: Turn) -> Effects:
    """Take all of your data along, as JSON; only you see it."""
    return await _handed_over(turn, 1)


@routes.action("mydata.part", always=True)
async def part(turn: Turn, number: str) -> Effects:
    """Show another part of the export."""
    return await _handed_over(turn, int(number) if number.isdecimal() and len(number) < 4 else 1)


async def _handed_over(turn: Turn, number: int) -> Effects:
    """Hand the export over, in private and kept nowhere: the one place that knows how. Messages carry no files yet."""
    held = await held_about(turn, turn.me)
    if number == 1:
        await turn.tx.audit.add(turn.now, turn.me.id, "mydata.exported", turn.me.id)
    return [Reply(wording.export(Voice.to(turn.me), as_json(held), number))]


@routes.command("peer mydata delete", always=True)
async def delete(turn: Turn) -> Effects:
    """Have your data deleted; says what goes and what stays, and asks once."""
    return [Reply(wording.sure(Voice.to(turn.me), await held_about(turn, turn.me)))]


@routes.action("mydata.delete", always=True)
async def really_delete(turn: Turn, _subject: str) -> Effects:
    """Delete: words and identity go, figures stay, and an open case keeps what it needs until it is closed."""
    me, voice = turn.me, Voice.to(turn.me)
    if me.role is Role.COORDINATOR and not await other_coordinators(turn, me):
        raise Refused(leaving.last_coordinator(voice))
    held = await held_about(turn, me)
    is_there = me.state not in (MemberState.LEFT, MemberState.DECLINED, MemberState.GONE)
    parting = await leave_everything(turn, me, tag=ERASED_TAG + me.id) if is_there else []
    await turn.tx.audit.add(turn.now, me.id, "mydata.deleted", me.id)
    news = await forget(turn, me)
    again = Later(turn.now + _SWEEP_EVERY, Action("mydata.sweep", me.id))
    return [Reply(wording.deleted(voice, held.staying)), *parting, *news, again]


@routes.timer("mydata.sweep")
async def sweep(turn: Turn, member_id: str) -> Effects:
    """Empty what was still on its way when somebody was erased; look again while something is."""
    if await turn.tx.retention.blank_what_told(member_id):
        return []
    return [Later(turn.now + _SWEEP_EVERY, Action("mydata.sweep", member_id))]


async def held_about(turn: Turn, member: Member) -> Held:
    """Gather everything that is held about somebody and is theirs to read."""
    tx, cohort = turn.tx, await turn.cohort_of(member)
    people = {each.id: each for each in await tx.members.in_cohort(cohort.id)}
    mentor = await mentor_of(turn, member)
    others = [each.name for each in people.values() if each.id != member.id]
    cases = [case for case in await tx.cases.in_cohort(cohort.id) if may_know(case, member.id)]
    timelines = [await tx.cases.timeline(case.id) for case in cases]
    sessions = await tx.sessions.in_cohort(cohort.id)
    return Held(
        member=member,
        cohort=cohort,
        made_at=turn.now,
        accounts=tuple(f"{each.platform}:{each.id}" for each in await tx.members.accounts(member.id)),
        group=await tx.groups.of_member(member.id),
        mentor=mentor.name if mentor is not None else "",
        check_ins=tuple(await tx.check_ins.history(member.id)),
        sessions=tuple(each for each in sessions if member.id in (each.learner_id, each.mentor_id)),
        absences=tuple(await tx.absences.of_member(member.id)),
        nudges=tuple(await tx.nudges.since(member.id, date.min)),
        written=await tx.participations.of_member(member.id, _EVER),
        last_written_at=await tx.participations.last_seen(member.id),
        sent=await _sent(tx, member.id),
        cases=tuple(
            read_by_its_person(case, timeline, member.id, others)
            for case, timeline in zip(cases, timelines, strict=True)
        ),
        records=await records_of(tx, member),
        looks=await _looks(tx, member, {case.id: case.ref for case in cases}, people),
    )


async def _sent(tx: Tx, member_id: str) -> tuple[Sent, ...]:
    sent = [Sent(d.at, d.card.kind, d.card.why, is_sent=True) for d in await tx.outbox.to_member(member_id, _MESSAGES)]
    sent += [Sent(at, kind, why, is_sent=False) for at, kind, why in await tx.nudges.withheld(member_id, _MESSAGES)]
    return tuple(sorted(sent, key=lambda each: each.at))


async def _looks(tx: Tx, member: Member, refs: dict[str, str], people: dict[str, Member]) -> tuple[Look, ...]:
    """What others did with this person's record; of a case that is kept from them nothing is known here."""
    rows = await tx.audit.about([member.id, *refs])
    names = {each.id: each.name for each in people.values()}
    return tuple(
        Look(row.at, names.get(row.actor_id, ""), _done(row.what, people), refs.get(row.subject_id, ""))
        for row in rows
        if row.actor_id != member.id and row.what.partition(":")[0] not in _BROUGHT
    )


def _done(what: str, people: Mapping[str, Member]) -> str:
    """Return what was done without the id of whom it named."""
    kind, _, detail = what.partition(":")
    return kind if detail in people else what
