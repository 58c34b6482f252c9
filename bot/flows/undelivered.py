"""What never arrives, or takes too long to: nothing that matters ends in silence."""

from dataclasses import replace

from bot.domain.cases import REOPENS_WITHIN, Case, CaseEntry
from bot.domain.check_ins import CheckInState
from bot.effects import Effects, Send, ToMember, ToOutside, Urgency, Withhold
from bot.events import DeliveryDelayed, DeliveryFailed
from bot.flows.cases import TOLD, escalate, note
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.prompts import not_posted
from bot.router import Router
from bot.turn import Turn
from bot.wording import cases as case_wording
from bot.wording import safety as wording
from bot.wording.voice import Voice

routes = Router()

CHECK_IN = "check_in.open"
_UNANSWERED = frozenset({CheckInState.OPEN, CheckInState.OVERDUE})
_NOT_TOLD, _TOLD_LATE = "told_failed", "told_late"
_BEGINNINGS = ("opened", "reopened", "came_back")
_ABOUT_A_LEARNER = frozenset({"safety", "struggling", "one_tap", "message"})


@routes.on(DeliveryFailed)
async def undelivered(turn: Turn, event: DeliveryFailed) -> Effects:
    """Never silent: an alert goes to whoever is next, a private reply is reported, the rest is noted."""
    topic, _, subject = event.tag.partition(":")
    case = await turn.tx.cases.get(subject) if topic == "case" else None
    if case is not None and case.is_unowned:
        return await _not_told(turn, case, event.member_id)
    if topic == "prompt":
        return await not_posted(turn, event, subject)
    if topic in _ABOUT_A_LEARNER and event.member_id and not event.is_skipped:
        return await _tell_unreachable(turn, event, subject)
    if event.kind == CHECK_IN and event.is_skipped:
        await _excuse(turn, subject)
    if event.member_id:
        why = event.reason if event.is_skipped else wording.could_not_deliver()
        return [Withhold(event.member_id, event.kind, why)]
    return []


async def _excuse(turn: Turn, check_in_id: str) -> None:
    """Nobody has missed a check-in that never came."""
    check_in = await turn.tx.check_ins.get(check_in_id)
    if check_in is not None and check_in.state in _UNANSWERED and check_in.answered_at is None:
        await turn.tx.check_ins.save(replace(check_in, state=CheckInState.EXCUSED))


async def _not_told(turn: Turn, case: Case, member_id: str) -> Effects:
    """One of those a step tells cannot be reached: where none of them can, the next step comes now."""
    await note(turn, case, f"{_NOT_TOLD}:{member_id}")
    timeline = await turn.tx.cases.timeline(case.id)
    step = _since(timeline, (TOLD,))
    people = int(step[0].what.rpartition(":")[2]) if step else 0
    missed = {entry.what for entry in step if entry.what.startswith(_NOT_TOLD)}
    return await escalate(turn, case.id) if len(missed) >= people else []


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
    return [Send(ToOutside(case.cohort_id), case_wording.outside(case), Urgency.ESCALATION)]


def _since(timeline: list[CaseEntry], words: tuple[str, ...]) -> list[CaseEntry]:
    """Return the timeline from its newest entry on that begins with one of the words."""
    starts = [number for number, entry in enumerate(timeline) if entry.what.partition(":")[0] in words]
    return timeline[starts[-1] :] if starts else []


async def _tell_unreachable(turn: Turn, event: DeliveryFailed, subject: str) -> Effects:
    learner = await the_member(turn, event.member_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    category = subject.partition(":")[2]
    case = await turn.tx.cases.current(learner.id, category, turn.now - REOPENS_WITHIN) if category else None
    if case is not None and not case.is_closed:
        await note(turn, case, "learner_unreachable")
        await turn.tx.cases.save(replace(case, learner_told=False, version=case.version + 1))
    coordinators = await on_call(turn, cohort)
    is_urgent = event.tag.startswith("safety:")
    return [
        Withhold(learner.id, event.kind, wording.could_not_deliver()),
        *[
            Send(
                ToMember(c.id),
                wording.unreachable(Voice.to(c), learner),
                Urgency.ESCALATION if is_urgent else Urgency.NOTICE,
                key=f"unreachable:{event.id}:{c.id}",
            )
            for c in coordinators[:1]
        ],
    ]
