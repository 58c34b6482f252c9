"""A message that might be wrong: somebody who knows looks at it, and says what holds, with a source (E12)."""

from collections.abc import Mapping

from bot.cards import Action, FieldErrors
from bot.domain.access import may_answer_flag
from bot.domain.cases import Case, Cause, Resolution
from bot.domain.members import Group, Member
from bot.domain.reports import FLAG, REPORT_LIMIT
from bot.domain.signals.severity import Severity
from bot.effects import Address, Effects, Refused, Reply, Send, ToChannel, ToGroup, ToMember, Urgency
from bot.events import Pointed
from bot.flows.case_doors import everywhere, save
from bot.flows.case_record import acted
from bot.flows.cases import Opening, announced, open_case
from bot.flows.forgetting import case_erasure
from bot.flows.passing_on import heeded
from bot.flows.people import on_call
from bot.flows.pointing import author_of, channel_name, link_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import common
from bot.wording import flags as wording
from bot.wording.reports import about_message
from bot.wording.voice import Voice

routes = Router()


@routes.action("flag.ask")
async def ask(turn: Turn, subject: str) -> Effects:
    """Open the question about a message."""
    if Pointed.read(subject) is None:
        raise Refused(common.gone(Voice.to(turn.me)))
    return [
        Reply(
            wording.form(
                Voice.to(turn.me), Action("flag.submit", subject), about_message(Voice.to(turn.me), link_of(turn))
            )
        )
    ]


@routes.form("flag.submit")
async def submitted(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Bring the question to whoever looks after the group, and to a coordinator; never to the message's author."""
    text, voice = values.get("text", "").strip(), Voice.to(turn.me)
    if not text:
        empty = wording.form(voice, Action("flag.submit", subject), "")
        return [Reply(FieldErrors(empty, {"text": wording.nothing_written(voice)}))]
    opening = await _opening(turn, subject, text)
    effects = [*await open_case(turn, turn.here, opening), *await heeded(turn, text)]
    case = await turn.tx.cases.current(turn.me.id, FLAG, turn.now, opening.subject_ids, turn.me.id)
    facilitator = await _facilitator(turn, case) if case is not None else None
    if case is None or facilitator is None:
        told = await on_call(turn, turn.here, (*opening.subject_ids, turn.me.id))
        return [Reply(wording.received(voice, told[:1])), *effects]
    card, key = wording.to_facilitator(Voice.to(facilitator), case), f"flag:{case.id}:{case.version}"
    asked = Send(ToMember(facilitator.id), card, tag=f"case:{case.id}", key=key)
    return [Reply(wording.received(voice, [facilitator])), *effects, asked]


async def _opening(turn: Turn, subject: str, text: str) -> Opening:
    author = await author_of(turn, subject)
    is_kept = author is not None and author.id != turn.me.id
    return Opening(
        turn.me,
        FLAG,
        Severity.NORMAL,
        Cause.FLAG,
        "flag.asked",
        channel=await channel_name(turn, subject),
        excerpt=text[:REPORT_LIMIT],
        subject_ids=(author.id,) if author is not None and is_kept else (),
        opener_id=turn.me.id,
    )


async def _group(turn: Turn, case: Case) -> Group | None:
    groups = await turn.tx.groups.in_cohort(case.cohort_id)
    return next((group for group in groups if f"#{group.handle}" == case.channel), None)


async def _facilitator(turn: Turn, case: Case) -> Member | None:
    """Return who looks after the group the message stands in, unless it is theirs or they asked themselves."""
    group = await _group(turn, case)
    found = await turn.tx.members.find(group.facilitator_id) if group is not None and group.facilitator_id else None
    return found if found is not None and found.is_active and found.id not in case.kept_from else None


async def _flag(turn: Turn, case_id: str) -> Case:
    """Return a flag this member may answer; whoever may not learns nothing, not even that it exists."""
    case = await turn.tx.cases.get(case_id)
    group = await _group(turn, case) if case is not None else None
    if case is None or not may_answer_flag(turn.me, case, group):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return case


@routes.action("flag.show")
async def show(turn: Turn, case_id: str) -> Effects:
    """Show what somebody asks about a message; recorded."""
    case = await _flag(turn, case_id)
    await acted(turn, case, "excerpt_read")
    return [Reply(wording.asked(Voice.to(turn.me), case))]


@routes.action("flag.answer")
async def answer(turn: Turn, case_id: str) -> Effects:
    """Open the form that says what holds."""
    case = await _flag(turn, case_id)
    if case.is_closed:
        raise Refused(wording.answered_already(Voice.to(turn.me)))
    return [Reply(wording.answer_form(Voice.to(turn.me), case))]


@routes.form("flag.answered")
async def answered(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Post what holds, with its source, where the message stands; name nobody."""
    case, voice = await _flag(turn, case_id), Voice.to(turn.me)
    said = {name: values.get(name, "").strip() for name in ("text", "source")}
    if case.is_closed:
        raise Refused(wording.answered_already(voice))
    missing = {name: wording.nothing_written(voice) for name, value in said.items() if not value}
    if missing:
        return [Reply(FieldErrors(wording.answer_form(voice, case, **said), missing))]
    done = await _closed(turn, case, f"{said['text']} ({said['source']})")
    where = await _where(turn, case)
    outcome = [Send(where, wording.outcome(voice, **said), key=f"flag:{case.id}:{done.version}:out")] if where else []
    return [
        Reply(wording.posted(voice, case if where else None)),
        *outcome,
        await everywhere(turn, case, desk.was_closed(voice, case, turn.me)),
        Send(ToMember(case.opener_id), wording.to_who_asked(voice, **said), Urgency.NOTICE),
        *announced(turn.here, done),
        await case_erasure(turn, done),
    ]


async def _closed(turn: Turn, case: Case, what_holds: str) -> Case:
    """Close the case; whoever answers has it, unless a coordinator took it before."""
    if case.is_unowned:
        case = case.acknowledged(turn.me.id, turn.now)
        await save(turn, case)
        await acted(turn, case, "acknowledged")
    done = case.resolved(Resolution.SUPPORTED, turn.now)
    await save(turn, done)
    await acted(turn, done, f"closed:{Resolution.SUPPORTED}", what_holds)
    return done


async def _where(turn: Turn, case: Case) -> Address | None:
    """Return the channel the message stands in, None for a private conversation or one that is not ours."""
    group = await _group(turn, case)
    if group is not None:
        return ToGroup(group.id)
    return ToChannel(case.cohort_id, case.channel.removeprefix("#")) if case.channel else None
