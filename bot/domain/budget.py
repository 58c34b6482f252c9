"""How often the bot may ask the same person again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.members import Member
from bot.domain.plan import NudgePolicy


@dataclass(frozen=True, slots=True)
class Nudge:
    """One friendly request that was made: to whom, which kind, on which local day."""

    id: str
    member_id: str
    kind: str
    at: datetime
    on: date
    answered_at: datetime | None = None


class Silence(StrEnum):
    """Why a nudge is not sent."""

    TURNED_OFF = "turned_off"
    STOPPED = "stopped"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    NOT_TAKING_PART = "not_taking_part"
    WITH_A_PERSON = "with_a_person"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What holds for one member now: the policy, the phase's weekly figure, and whether a person looks after them."""

    policy: NudgePolicy
    per_week: int
    is_with_a_person: bool = False


def silence(member: Member, recent: Sequence[Nudge], today: date, allowance: Allowance) -> Silence | None:
    """Return why one more nudge today would be too much, or None. `recent`: those of the last seven local days.

    After the ladder's last rung nothing is asked until its case is resolved (acceptance, rule 10).
    """
    policy = allowance.policy
    monday = today - timedelta(days=today.weekday())
    if not member.is_active:
        return Silence.NOT_TAKING_PART
    if not member.nudges_on:
        return Silence.TURNED_OFF
    if allowance.is_with_a_person:
        return Silence.WITH_A_PERSON
    if member.unanswered_nudges >= policy.stop_after:
        return Silence.STOPPED
    if sum(nudge.on == today for nudge in recent) >= policy.per_day:
        return Silence.DAY_FULL
    if sum(monday <= nudge.on <= today for nudge in recent) >= allowance.per_week:
        return Silence.WEEK_FULL
    return None
