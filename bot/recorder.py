"""Turns a handler's effects into rows of its transaction: outbox, timers, notes of silence. Budgets hold here."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.cards import Card, FieldErrors, Form
from bot.catalogues import SOURCE
from bot.domain.budget import Allowance, Nudge, Silence, silence
from bot.domain.cases import LADDER_CASES
from bot.domain.cohorts import Cohort
from bot.domain.ladder import slips
from bot.domain.members import Member, MemberState
from bot.domain.plan import Phase
from bot.domain.schedule import local_date
from bot.effects import (
    WEBHOOK,
    Effects,
    Later,
    Reply,
    Revise,
    Send,
    ToChannel,
    ToGroup,
    ToMember,
    ToOutside,
    ToWebhook,
    Urgency,
    Withhold,
)
from bot.events import DeliveryFailed, Place
from bot.ports import NewDelivery, Spot, Target, TargetKind
from bot.transcript import Said, said
from bot.turn import Turn
from bot.wording import nudges as wording
from bot.wording.voice import Voice

_ALWAYS_WELCOME = (Urgency.ESCALATION, Urgency.SAFETY)
_FROM_A_PERSON = "reach_out."
"""A pause ends what comes on a schedule, not what somebody writes."""


@dataclass(frozen=True, slots=True)
class _Recipient:
    """Who gets a message: where, and what the transcript calls them. Only a `member` has quiet hours."""

    id: str
    target: Target
    called: str
    surface: str
    language: str
    member: Member | None = None


@dataclass(slots=True)
class Recorder:
    """Records the effects of one turn. `replies` and `lines` are what the caller shows once it is committed."""

    turn: Turn
    replies: list[Reply]
    lines: list[Said]
    failures: list[DeliveryFailed]

    @classmethod
    def of(cls, turn: Turn) -> "Recorder":
        """Return an empty recorder for a turn."""
        return cls(turn, [], [], [])

    def refused(self, card: Card) -> "Recorder":
        """Return what is left when the handler refused: the answer, and nothing stored."""
        recorder = Recorder.of(self.turn)
        recorder._reply(Reply(card))
        return recorder

    async def record(self, effects: Effects) -> None:
        """Store every effect, in order."""
        for number, effect in enumerate(effects):
            match effect:
                case Reply():
                    self._reply(effect)
                case Send():
                    await self._send(effect, f"{self._event_key()}:{number}")
                case Later():
                    await self.turn.tx.timers.put(effect)
                case Revise():
                    await self._revise(effect, f"{self._event_key()}:{number}")
                case Withhold():
                    await self._withhold(effect.member_id, effect.kind, effect.why)

    def _event_key(self) -> str:
        return event_key(self.turn.event.id, self.turn.event)

    def _reply(self, reply: Reply) -> None:
        if self.turn.actor is not None:
            reply = _spoken(self.turn.actor.language, reply)
        self.replies.append(reply)
        answer = reply.answer.form if isinstance(reply.answer, FieldErrors) else reply.answer
        to = self.turn.actor.handle if self.turn.actor else ""
        self.lines.append(said(self.turn.now, to, "reply", answer))

    async def _send(self, send: Send, key: str) -> None:
        match send.to:
            case ToMember(member_id):
                await self._to_member(send, member_id, key)
            case ToGroup(group_id):
                group = await self.turn.tx.groups.find(group_id)
                spot = await self.turn.tx.places.of_group(group_id)
                if group is not None and spot is not None:
                    await self._store(send, key, await self._in_channel(spot, group_id, group.handle))
            case ToChannel(cohort_id, name):
                spot = await self.turn.tx.places.named(cohort_id, name)
                if spot is not None:
                    await self._store(send, key, await self._in_channel(spot, cohort_id, name))
            case ToOutside(cohort_id):
                cohort = await self.turn.tx.cohorts.find(cohort_id)
                if cohort is not None and cohort.plan.safety.outside:
                    target = Target(TargetKind.OUTSIDE, "outside", "", cohort.plan.safety.outside)
                    await self._store(send, key, _Recipient(cohort_id, target, "outside", "outside", cohort.language))
            case ToWebhook(cohort_id):
                address = await self.turn.tx.facts.get(WEBHOOK)
                if address:
                    target = Target(TargetKind.OUTSIDE, "outside", "webhook", address)
                    await self._store(send, key, _Recipient(cohort_id, target, "webhook", "outside", SOURCE))

    async def _in_channel(self, spot: Spot, recipient_id: str, called: str) -> _Recipient:
        cohort = await self.turn.tx.cohorts.find(spot.cohort_id)
        language = cohort.language if cohort is not None else SOURCE
        return _Recipient(recipient_id, _channel(spot.place), called, "channel", language)

    async def _to_member(self, send: Send, member_id: str, key: str) -> None:
        member = await self.turn.tx.members.find(member_id)
        if member is None:
            return
        refusal = not_now(member, send.urgency, send.card.kind)
        if refusal:
            await self._withhold(member.id, send.card.kind, refusal)
            return
        if send.is_nudge:
            card = await self._within_budget(member, send)
            if card is None:
                return
            send = replace(send, card=card)
        accounts = await self.turn.tx.members.accounts(member.id)
        if not accounts:
            self._no_account(member, send, key)
            return
        target = Target(TargetKind.MEMBER, accounts[0].platform, accounts[0].workspace, accounts[0].id)
        await self._store(send, key, _Recipient(member.id, target, member.handle, "dm", member.language, member))

    def _is_welcome(self, send: Send, member: Member) -> bool:
        """Whether a message comes at any hour: what protects people, and an answer to whoever is asking right now."""
        is_asking = self.turn.actor is not None and self.turn.actor.id == member.id
        return send.urgency in _ALWAYS_WELCOME or (send.urgency is Urgency.ANSWER and is_asking)

    def _arrives_at(self, send: Send, member: Member | None) -> datetime:
        """Return when a message may leave: not before its time, and not in quiet hours unless it is welcome then."""
        at = max(self.turn.now, send.not_before or self.turn.now)
        if member is None or self._is_welcome(send, member):
            return at
        return member.quiet.over_at(at, member.timezone)

    def _no_account(self, member: Member, send: Send, key: str) -> None:
        failed = DeliveryFailed(
            f"no-account:{key}", self.turn.now, send.card.kind, send.tag, "no account on any platform", member.id
        )
        self.failures.append(failed)

    async def _within_budget(self, member: Member, send: Send) -> Card | None:
        """Return the card to send: the nudge, the one notice that the bot stops asking, or nothing.

        It counts for the day on which it arrives: one that waits for the end of quiet hours belongs to that morning.
        """
        turn = self.turn
        cohort = await turn.cohort_of(member)
        today = local_date(self._arrives_at(send, member), member.timezone)
        recent = await turn.tx.nudges.since(member.id, today - timedelta(days=7))
        phase = await self._phase(member, cohort, today)
        policy = cohort.plan.nudges
        allowance = Allowance(policy, phase.nudges_per_week, await self._is_with_a_person(member))
        reason = silence(member, recent, today, allowance)
        voice = Voice.to(member)
        if reason is None:
            nudge = Nudge(turn.new_id("nudge", member.id, send.card.kind), member.id, send.card.kind, turn.now, today)
            await turn.tx.nudges.add(nudge)
            await turn.tx.members.save(replace(member, unanswered_nudges=member.unanswered_nudges + 1))
            return send.card
        await self._withhold(member.id, send.card.kind, wording.withheld(voice, reason, policy, phase))
        if reason is Silence.STOPPED and member.unanswered_nudges == policy.stop_after:
            await turn.tx.members.save(replace(member, unanswered_nudges=member.unanswered_nudges + 1))
            return wording.stopped(voice, policy)
        return None

    async def _is_with_a_person(self, member: Member) -> bool:
        cases = [await self.turn.tx.cases.current(member.id, category, self.turn.now) for category in LADDER_CASES]
        return any(case is not None and not case.is_closed for case in cases)

    async def _phase(self, member: Member, cohort: Cohort, today: date) -> Phase:
        """Support fades by phase, and begins anew for somebody who missed their last check-in or session (P10)."""
        states = [check_in.state for check_in in await self.turn.tx.check_ins.history(member.id)]
        plan, counted = cohort.plan, await self.turn.tx.sessions.counted(member.id)
        return plan.phases[0] if slips(states, counted) else plan.phase(cohort.week(today))

    async def _store(self, send: Send, key: str, to: _Recipient) -> None:
        turn, target = self.turn, to.target
        new = NewDelivery(
            key=send.key or key,
            lane=send.lane or f"{target.platform}:{target.workspace}:{target.id}:{send.urgency.name.lower()}",
            urgency=send.urgency,
            target=target,
            card=_in(to.language, send.card),
            at=turn.now,
            next_at=self._arrives_at(send, to.member),
            recipient_id=to.id,
            tag=send.tag,
            deadline_at=send.deadline_at,
        )
        if await turn.tx.outbox.add(new) is not None:
            self.lines.append(said(turn.now, to.called, to.surface, new.card))

    async def _revise(self, revise: Revise, key: str) -> None:
        there = await self.turn.tx.outbox.tagged(revise.tag)
        newest = {delivery.target: delivery.id for delivery in there}
        for delivery in there:
            is_history = revise.since is not None and delivery.at < revise.since
            if is_history and newest[delivery.target] != delivery.id:
                continue
            new = NewDelivery(
                key=f"{key}:{delivery.id}",
                lane=delivery.lane,
                urgency=delivery.urgency,
                target=delivery.target,
                card=_in(delivery.card.language, revise.card),
                at=self.turn.now,
                next_at=self.turn.now,
                recipient_id=delivery.recipient_id,
                revises=delivery.id,
            )
            await self.turn.tx.outbox.add(new)

    async def _withhold(self, member_id: str, kind: str, why: str) -> None:
        await self.turn.tx.nudges.withhold(member_id, self.turn.now, kind, why)


def _in(language: str, card: Card) -> Card:
    """Note what a card is written in: delivery and platforms add a few words to it."""
    return replace(card, language=language)


def _spoken(language: str, reply: Reply) -> Reply:
    """Note what an answer is written in, as `_in` does."""
    removes = reply.removes and replace(reply.removes, done=_in(language, reply.removes.done))
    match reply.answer:
        case FieldErrors(form=form):
            return Reply(replace(reply.answer, form=replace(form, language=language)), removes)
        case Form():
            return Reply(replace(reply.answer, language=language), removes)
        case _:
            return Reply(_in(language, reply.answer), removes)


def _channel(place: Place) -> Target:
    return Target(TargetKind.CHANNEL, place.platform, place.workspace, place.channel)


def event_key(event_id: str, event: object) -> str:
    """Return the key under which an event is remembered: its id, told apart by platform and workspace."""
    by = getattr(event, "by", None)
    return f"{by.platform}:{by.workspace}:{event_id}" if by is not None else f"core:{event_id}"


def not_now(member: Member, urgency: Urgency, kind: str) -> str:
    """Return why a member must not get this at all, or nothing. Consent comes first (O8)."""
    voice = Voice.to(member)
    if not member.is_reachable:
        return wording.left(voice)
    if kind.startswith("onboarding."):
        return ""
    if member.state is MemberState.INVITED:
        return wording.not_started(voice)
    if member.state is MemberState.PAUSED and urgency > Urgency.ANSWER and not kind.startswith(_FROM_A_PERSON):
        return wording.paused(voice)
    return ""


__all__ = ["Form", "Recorder", "event_key", "not_now"]
