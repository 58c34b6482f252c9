"""Cases: opened or joined, told step by step until somebody says "I have it", worked on, closed."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Action, Card
from bot.domain.access import may_see_case
from bot.domain.case_times import TOLD, needed_since
from bot.domain.cases import REOPENS_WITHIN, Case, CaseEntry, CaseState, Cause, reference
from bot.domain.cohorts import Cohort
from bot.domain.escalation import step
from bot.domain.floods import MANY
from bot.domain.joining import EXHAUSTED, Joining, joined
from bot.domain.members import Member
from bot.domain.severities import SeverityPolicy
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Later, Send, ToMember, ToOutside, ToWebhook, Urgency
from bot.flows import case_news
from bot.flows.case_record import acted, note, urgency_of
from bot.flows.first_told import first_told
from bot.flows.people import is_away, on_call, the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import cases as wording
from bot.wording.voice import Voice

routes = Router()

_ON_IT = ("acknowledged", "note", "offered")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with. `first_step` of 1 tells the person on call and the next one at once.

    `note` is what whoever opens it has to say; it stands in the timeline.
    """

    learner: Member
    category: str
    severity: Severity
    cause: Cause
    rule: str
    channel: str = ""
    message_id: str = ""
    excerpt: str = ""
    subject_ids: tuple[str, ...] = ()
    first_step: int = 0
    learner_told: bool = False
    is_urgent: bool = False
    opener_id: str = ""

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody wrote it for whoever looks after the case, and not for a channel."""
        return self.cause is not Cause.SIGNAL

    note: str = ""


async def open_case(turn: Turn, cohort: Cohort, opening: Opening) -> Effects:
    """Open a case, or join the one that is open for this learner and category; a recent one opens again.

    What has to be kept from somebody joins only what is kept from the same people.
    """
    since = turn.now - REOPENS_WITHIN
    about = (opening.learner.id, opening.category)
    current = await turn.tx.cases.current(*about, since, opening.subject_ids, opening.opener_id)
    if current is not None and _is_the_same_message(current, opening):
        return []
    if current is not None and not current.is_closed:
        return await _join(turn, cohort, current, opening)
    if current is not None:
        case = _reopened(current, opening)
        await turn.tx.cases.save(case)
        said = opening.note or (opening.excerpt if case.excerpt != opening.excerpt else "")
        await _came(turn, case, opening, "reopened", said)
    else:
        case = await _new(turn, cohort, opening)
        await turn.tx.cases.add(case)
        await _came(turn, case, opening, f"opened:{opening.rule}", opening.note)
    return [*await _begin(turn, cohort, case, opening), *announced(cohort, case)]


async def _came(turn: Turn, case: Case, opening: Opening, what: str, text: str) -> None:
    """Note what a case is opened with or joined by. What somebody brings is an act of theirs, a signal is none."""
    await (acted if opening.is_by_hand and turn.actor is not None else note)(turn, case, what, text)


def announced(cohort: Cohort, case: Case) -> Effects:
    """Tell the operator's own program, if there is one, that a case was opened or closed, and nothing more.

    Nobody knows who reads along there, so it hears nothing of what must be kept from anybody.
    """
    if case.kept_from:
        return []
    key = f"w:{case.id}:{case.version}"
    return [Send(ToWebhook(cohort.id), wording.announced(cohort, case), Urgency.NOTICE, key=key)]


def _is_the_same_message(case: Case, opening: Opening) -> bool:
    """Whether a message that was seen before was edited, and became no graver: one message is one signal."""
    is_graver = opening.severity > case.severity or (opening.first_step > 0 and opening.rule != case.rule)
    return bool(opening.message_id) and opening.message_id == case.message_id and not is_graver


def _reopened(case: Case, opening: Opening) -> Case:
    """Return a resolved case open again, about what was said now."""
    return replace(
        case.opened_again(),
        signals=case.signals + 1,
        severity=opening.severity,
        step=opening.first_step,
        rule=opening.rule,
        channel=opening.channel,
        message_id=opening.message_id,
        excerpt=case.excerpt if opening.is_by_hand and case.excerpt else opening.excerpt,
        learner_told=opening.learner_told,
    )


async def _new(turn: Turn, cohort: Cohort, opening: Opening) -> Case:
    digest = turn.digest("case", opening.learner.id, opening.category, *opening.subject_ids, opening.opener_id)
    ref = reference(digest)
    while await turn.tx.cases.by_ref(cohort.id, ref) is not None:
        ref = reference(digest, len(ref) + 1)
    return Case(
        id=digest.hex()[:20],
        ref=ref,
        cohort_id=cohort.id,
        learner_id=opening.learner.id,
        category=opening.category,
        severity=opening.severity,
        cause=opening.cause,
        rule=opening.rule,
        opened_at=turn.now,
        step=opening.first_step,
        channel=opening.channel,
        message_id=opening.message_id,
        excerpt=opening.excerpt,
        subject_ids=opening.subject_ids,
        learner_told=opening.learner_told,
        opener_id=opening.opener_id,
    )


async def _join(turn: Turn, cohort: Cohort, case: Case, opening: Opening) -> Effects:
    timeline = await turn.tx.cases.timeline(case.id)
    is_there = await _is_owner_there(turn, case)
    joining = Joining(opening.severity, turn.now, opening.first_step, opening.is_urgent, is_there)
    after = joined(case, joining, timeline)
    await turn.tx.cases.save(after)
    said = opening.note or (opening.excerpt if opening.is_by_hand else "")
    await _came(turn, after, opening, f"joined:{opening.rule}", said)
    if joining.goes_to_the_line(case, timeline):
        graver = await case_news.tell_former_owner(turn, case, after) if is_there else []
        return [*await _begin(turn, cohort, after, opening), *graver]
    return [*_watched_anew(turn, cohort, case, after), *await _told_owner(turn, cohort, after, opening)]


async def _is_owner_there(turn: Turn, case: Case) -> bool:
    """Whether whoever has a case may be expected to look; true also where nobody has it."""
    owner = await turn.tx.members.find(case.owner_id) if case.owner_id else None
    return owner is None or (owner.is_active and not await is_away(turn, owner))


async def _told_owner(turn: Turn, cohort: Cohort, case: Case, opening: Opening) -> Effects:
    if opening.is_by_hand:
        return await case_news.tell_owner(turn, case, f"{case.version}")
    flood = await case_news.tell_flood(turn, cohort, case) if case.signals % MANY == 1 else []
    return flood or await case_news.tell_owner_of_signal(turn, case, opening.rule)


def _watched_anew(turn: Turn, cohort: Cohort, before: Case, case: Case) -> Effects:
    """Whoever was in touch is to say again that they are, or the case comes back."""
    if before.state is case.state:
        return []
    return [Later(turn.now + cohort.plan.safety.severities[case.severity].watch, Action("case.watch", case.id))]


async def _begin(turn: Turn, cohort: Cohort, case: Case, opening: Opening) -> Effects:
    return await to_the_line(turn, cohort, case, is_urgent=opening.is_urgent)


async def to_the_line(turn: Turn, cohort: Cohort, case: Case, *, is_urgent: bool = False) -> Effects:
    """Begin a case's policy: tell whoever is on call now, or when their hours begin."""
    policy = cohort.plan.safety.severities[case.severity]
    _, at = await first_told(turn, cohort, policy, case.not_asked, is_urgent=is_urgent)
    if at > turn.now:
        return [Later(at, Action("case.escalate", case.id))]
    return await _tell(turn, cohort, case, policy)


@routes.timer("case.escalate")
async def escalate(turn: Turn, case_id: str) -> Effects:
    """Nobody has it yet: tell whoever is next, and set the next look."""
    case = await turn.tx.cases.get(case_id)
    if case is None or case.state is not CaseState.OPEN:
        return []
    cohort = await the_cohort(turn, case.cohort_id)
    policy = cohort.plan.safety.severities[case.severity]
    if case.step == 0:  # nobody was told: whoever is on call may have another clock by now
        _, at = await first_told(turn, cohort, policy, case.not_asked)
        if at > turn.now:
            return [Later(at, Action("case.escalate", case.id))]
    return await _tell(turn, cohort, case, policy)


async def _tell(turn: Turn, cohort: Cohort, case: Case, policy: SeverityPolicy, without: str = "") -> Effects:
    people = await on_call(turn, cohort, (*case.not_asked, without))
    zone = people[0].timezone if people else cohort.timezone
    due = step(case.step, tuple(person.id for person in people), policy, turn.now, zone)
    await turn.tx.cases.save(case.moved_on(case.step + 1, is_last=due.is_last))
    await note(turn, case, f"{TOLD}:{case.step}:{len(due.tell)}" if due.tell else EXHAUSTED)
    learner = await the_member(turn, case.learner_id)
    since = needed_since(case, await turn.tx.cases.timeline(case.id))
    effects: Effects = [_alert(turn, case, learner, person, since) for person in people if person.id in due.tell]
    if due.outside:
        card = await outside_card(turn, cohort, case)
        key = f"e:{case.id}:{case.version}:outside:{case.step}"
        effects.append(Send(ToOutside(cohort.id), card, Urgency.ESCALATION, key=key))
    if due.next_at is not None:
        effects.append(Later(due.next_at, Action("case.escalate", case.id)))
    return effects


async def outside_card(turn: Turn, cohort: Cohort, case: Case) -> Card:
    """Return what the outside contact reads; where everybody on call is kept from the case, not to ask them."""
    everybody, eligible = await on_call(turn, cohort), await on_call(turn, cohort, case.kept_from)
    shown = wording.outside_alone if everybody and not eligible else wording.outside
    return shown(Voice.to(cohort), case)


def _alert(turn: Turn, case: Case, learner: Member, person: Member, since: datetime) -> Send:
    card = wording.alert(Voice.to(person), replace(case, opened_at=since), learner, turn.packs, turn.now)
    key = f"e:{case.id}:{case.opened_at.isoformat()}:{case.version}:{case.step}:{person.id}"
    return Send(ToMember(person.id), card, urgency_of(case), tag=f"case:{case.id}", key=key, lane=key)


async def waiting_for(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Show a coordinator who is there again what nobody took while they were not."""
    waiting = [case for case in await turn.tx.cases.open_in(cohort.id) if case.state is CaseState.EXHAUSTED]
    theirs = [case for case in waiting if may_see_case(member, case)]
    return [await _waiting(turn, case, member) for case in theirs]


async def _waiting(turn: Turn, case: Case, member: Member) -> Send:
    since = needed_since(case, await turn.tx.cases.timeline(case.id))
    return _alert(turn, case, await the_member(turn, case.learner_id), member, since)


async def hand_back(turn: Turn, cohort: Cohort, case: Case, without: str) -> Effects:
    """Give a case whose owner is not there any more back to the line, from the start; `without` by member id."""
    again = case.opened_again()
    await turn.tx.cases.save(again)
    await note(turn, again, "came_back")
    return await _tell(turn, cohort, again, cohort.plan.safety.severities[case.severity], without)


@routes.timer("case.watch")
async def watch(turn: Turn, case_id: str) -> Effects:
    """Acknowledged, but no note: remind the owner once, then let the case come back."""
    case = await turn.tx.cases.get(case_id)
    if case is None or case.state is not CaseState.ACKNOWLEDGED:
        return []
    cohort = await the_cohort(turn, case.cohort_id)
    policy = cohort.plan.safety.severities[case.severity]
    timeline = await turn.tx.cases.timeline(case.id)
    if _is_reminded(timeline):
        again = case.opened_again()
        await turn.tx.cases.save(again)
        await note(turn, again, "came_back")
        return await _tell(turn, cohort, again, policy)
    await note(turn, case, "owner_reminded")
    owner = await the_member(turn, case.owner_id)
    learner = await the_member(turn, case.learner_id)
    card = wording.still_yours(Voice.to(owner), case, learner)
    return [
        Send(ToMember(owner.id), card, urgency_of(case), tag=f"case:{case.id}"),
        Later(turn.now + policy.watch, Action("case.watch", case.id)),
    ]


def _is_reminded(timeline: list[CaseEntry]) -> bool:
    """Whether the owner was reminded since they took the case, or last wrote what they did."""
    said = [entry.what.partition(":")[0] for entry in timeline]
    return "owner_reminded" in said[max((at for at, what in enumerate(said) if what in _ON_IT), default=0) :]
