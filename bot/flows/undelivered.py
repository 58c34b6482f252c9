"""What becomes of a message the platform would not deliver: never silent, and never posted anywhere else.

An alert moves on to the next person now. A private message waits for its reader's next private interaction with the
bot, and the coordinator on call is told at once where it mattered (acceptance, rule 11).
"""

from dataclasses import replace
from datetime import timedelta

from bot.cards import FieldErrors, Form
from bot.domain.case_times import TOLD
from bot.domain.cases import Case, CaseEntry
from bot.domain.check_ins import CheckInState
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.effects import Effects, Reply, Send, ToChannel, ToMember, ToOutside, Urgency, Withhold
from bot.events import DeliveryDelayed, DeliveryFailed
from bot.flows import notices
from bot.flows.case_record import note
from bot.flows.cases import escalate, hand_back, outside_card
from bot.flows.own_cases import own_open_case
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.prompts import not_posted
from bot.ports import Delivery, DeliveryState
from bot.router import Router
from bot.turn import Turn
from bot.wording import onboarding as onboarding_wording
from bot.wording import safety as wording
from bot.wording.voice import Voice

routes = Router()

MATTERS = ("crisis.", "harassment.", "struggling.", "nudge.", "check_in.reminder", "reach_out.")
"""Kinds of private messages whose failure the coordinator hears of (acceptance, rule 11)."""
WAITS = timedelta(days=7)
"""How long a private message waits for its reader; after that its words are erased."""
CHECK_IN = "check_in.open"
_UNANSWERED = frozenset({CheckInState.OPEN, CheckInState.OVERDUE})
_UNREACHABLE = "unreachable"
_NOT_TOLD, _TOLD_LATE = "told_failed", "told_late"
_TO_OWNER = ("case.news", "case.reminder")
_BEGINNINGS = ("opened", "reopened", "came_back")
AT_ONCE, LOOKED_AT = 3, 20
"""Messages that waited, shown beside one answer: the newest of each matter; what is older is let go."""


@routes.on(DeliveryFailed)
async def undeliverable(turn: Turn, event: DeliveryFailed) -> Effects:
    """Decide by the sender's mark on the message who has to know."""
    topic, _, subject = event.tag.partition(":")
    case = await turn.tx.cases.get(subject) if topic == "case" else None
    if case is not None and case.is_unowned:
        return await _not_told(turn, case, event.member_id)
    if case is not None and case.owner_id == event.member_id and event.kind in _TO_OWNER and not case.is_closed:
        return await _back_to_the_line(turn, case)
    if topic == "prompt":
        return await not_posted(turn, event, subject)
    if event.is_skipped:
        return await _left_out(turn, event, subject)
    match topic:
        case "notice":
            return await notices.not_posted(turn, subject)
        case "briefing":
            return await notices.cannot_reach(turn, await the_member(turn, subject))
        case "setup":
            person, _, mark = subject.partition(":")
            return await notices.cannot_reach(turn, await the_member(turn, person), f":{mark}")
        case "invitation":
            return await _open_door(turn, event)
        case _ if topic == _UNREACHABLE:
            learner_id, _, category = subject.partition(":")
            return await _tell_next(turn, await the_member(turn, learner_id), category, event)
    if not event.member_id:
        return []
    voice = Voice.to(await the_member(turn, event.member_id))
    noted = Withhold(event.member_id, event.kind, wording.could_not_deliver(voice))
    return [noted, *await _tell_unreachable(turn, event, subject)] if event.kind.startswith(MATTERS) else [noted]


async def _left_out(turn: Turn, event: DeliveryFailed, subject: str) -> Effects:
    """We did not send it: it came too late, or the person left. Nobody has missed a check-in that never came."""
    if event.kind == CHECK_IN:
        check_in = await turn.tx.check_ins.get(subject)
        if check_in is not None and check_in.state in _UNANSWERED and check_in.answered_at is None:
            await turn.tx.check_ins.save(replace(check_in, state=CheckInState.EXCUSED))
    return [Withhold(event.member_id, event.kind, event.reason)] if event.member_id else []


async def _not_told(turn: Turn, case: Case, member_id: str) -> Effects:
    """One of those a step tells cannot be reached: where none of them can, the next step comes now."""
    await note(turn, case, f"{_NOT_TOLD}:{member_id}")
    timeline = await turn.tx.cases.timeline(case.id)
    step = _since(timeline, (TOLD,))
    people = int(step[0].what.rpartition(":")[2]) if step else 0
    missed = {entry.what for entry in step if entry.what.startswith(_NOT_TOLD)}
    return await escalate(turn, case.id) if len(missed) >= people else []


async def _back_to_the_line(turn: Turn, case: Case) -> Effects:
    """Whoever has a case cannot be told what came of it: somebody else is."""
    await note(turn, case, f"{_NOT_TOLD}:{case.owner_id}")
    return await hand_back(turn, await the_cohort(turn, case.cohort_id), case, without=case.owner_id)


@routes.on(DeliveryDelayed)
async def delayed(turn: Turn, event: DeliveryDelayed) -> Effects:
    """An alert hangs: the outside contact hears of the case now, once, and the steps go on at their times."""
    topic, _, subject = event.tag.partition(":")
    case = await turn.tx.cases.get(subject) if topic == "case" else None
    if case is None or not case.is_unowned:
        return []
    timeline = await turn.tx.cases.timeline(case.id)
    if any(entry.what == _TOLD_LATE for entry in _since(timeline, _BEGINNINGS)):
        return []
    await note(turn, case, _TOLD_LATE)
    card = await outside_card(turn, await the_cohort(turn, case.cohort_id), case)
    return [Send(ToOutside(case.cohort_id), card, Urgency.ESCALATION)]


def _since(timeline: list[CaseEntry], words: tuple[str, ...]) -> list[CaseEntry]:
    """Return the timeline from its newest entry on that begins with one of the words."""
    starts = [number for number, entry in enumerate(timeline) if entry.what.partition(":")[0] in words]
    return timeline[starts[-1] :] if starts else []


async def _open_door(turn: Turn, event: DeliveryFailed) -> Effects:
    """An invitation found a closed door: a Start button stands in the cohort's channel, once, and names nobody."""
    member = await the_member(turn, event.member_id)
    cohort = await the_cohort(turn, member.cohort_id)
    card = onboarding_wording.door(Voice.to(cohort), cohort)
    return [
        Withhold(member.id, event.kind, wording.could_not_deliver(Voice.to(member))),
        Send(ToChannel(cohort.id, "cohort"), card, Urgency.PROMPT, key=f"door:{cohort.id}"),
    ]


async def _tell_unreachable(turn: Turn, event: DeliveryFailed, subject: str) -> Effects:
    learner = await the_member(turn, event.member_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    if event.tag.startswith("safety:"):
        category = subject.partition(":")[2]
        await _mark(turn, learner, category, told=False)
        return await _tell_next(turn, learner, category, event)
    year, week, _ = local_date(turn.now, cohort.timezone).isocalendar()
    return [
        Send(
            ToMember(c.id),
            wording.unreachable(Voice.to(c), learner),
            Urgency.NOTICE,
            key=f"unreachable:{learner.id}:{year}-{week}:{c.id}",
        )
        for c in (await on_call(turn, cohort, (learner.id,)))[:1]
    ]


async def _tell_next(turn: Turn, learner: Member, category: str, event: DeliveryFailed) -> Effects:
    """Tell whoever has the case that its writer was not reached, or is on call; where they cannot be, the next."""
    case = await own_open_case(turn, learner, category)
    kept = case.not_asked if case is not None else (learner.id,)
    order = await on_call(turn, await the_cohort(turn, learner.cohort_id), kept)
    order.sort(key=lambda person: case is None or person.id != case.owner_id)
    ids = [person.id for person in order]
    following = order[ids.index(event.member_id) + 1 :] if event.member_id in ids else order
    return [
        Send(
            ToMember(c.id),
            wording.unreachable(Voice.to(c), learner),
            Urgency.ESCALATION,
            tag=f"{_UNREACHABLE}:{learner.id}:{category}",
            key=f"unreachable:{event.id}:{c.id}",
        )
        for c in following[:1]
    ]


async def _mark(turn: Turn, learner: Member, category: str, *, told: bool) -> None:
    case = await own_open_case(turn, learner, category)
    if case is not None:
        await note(turn, case, "learner_told" if told else "learner_unreachable")
        await turn.tx.cases.save(replace(case, learner_told=told, version=case.version + 1))


@routes.afterwards
async def waited(turn: Turn, effects: Effects) -> Effects:
    """Show, beside the answer to what somebody just did in private, what could not be delivered to them before."""
    if any(isinstance(effect, Reply) and isinstance(effect.answer, Form | FieldErrors) for effect in effects):
        return []  # a form is open; the next answer will do
    wanted: dict[str, Delivery] = {}
    for delivery in await turn.tx.outbox.undelivered(turn.me.id, LOOKED_AT):
        about = delivery.tag or delivery.card.kind
        is_wanted = about not in wanted and len(wanted) < AT_ONCE and await _still_wanted(turn, delivery)
        if is_wanted:
            wanted[about] = delivery
        await turn.tx.outbox.settle(delivery.id, DeliveryState.SENT if is_wanted else DeliveryState.SKIPPED, turn.now)
    shown: Effects = []
    for delivery in reversed(wanted.values()):
        topic, _, subject = delivery.tag.partition(":")
        if topic == "safety":
            await _mark(turn, turn.me, subject.partition(":")[2], told=True)
        shown.append(Reply(delivery.card))
    return shown


async def _still_wanted(turn: Turn, delivery: Delivery) -> bool:
    """Whether what waited is still true, with the facts as they are now."""
    if not delivery.card.text or turn.now - delivery.at > WAITS:
        return False
    if delivery.deadline_at is not None and delivery.deadline_at < turn.now:
        return False
    topic, _, subject = delivery.tag.partition(":")
    match topic:
        case "case":
            case = await turn.tx.cases.find(subject)
            return case is not None and case.is_unowned
        case "check_in":
            check_in = await turn.tx.check_ins.find(subject)
            return check_in is not None and check_in.is_open
        case "one_tap":
            return turn.me.unanswered_nudges > 0
        case "invitation":
            return False
    return True
