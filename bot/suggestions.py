"""What could be meant while somebody is still typing a command's option. Nobody is offered what they may not name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards import Option
from bot.commands import Command, Parameter, Wants
from bot.domain.access import may_see_case, may_use
from bot.domain.days import parse_day
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.limits import OPTIONS
from bot.ports import Tx
from bot.wording import suggestions as wording
from bot.wording.voice import Voice

DAYS_AHEAD = 14
_SOON = ("today", "tomorrow")


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody in the middle of a command: who, which option, what stands there so far."""

    actor: Member
    command: Command
    parameter: Parameter
    typed: str
    now: datetime


async def suggest(tx: Tx, typing: Typing) -> list[Option]:
    """Return what fits, the best first; nothing where the command is not theirs to use."""
    if not typing.actor.is_active or not may_use(typing.actor.role, typing.command.role):
        return []
    match typing.parameter.wants:
        case Wants.MEMBER:
            found = [wording.person(member) for member in await _people(tx, typing)]
        case Wants.CASE:
            cases = await tx.cases.open_in(typing.actor.cohort_id)
            found = [wording.case(Voice.to(typing.actor), case) for case in cases if may_see_case(typing.actor, case)]
        case Wants.DAY:
            return _days(typing)
        case _:
            return []
    return _fitting(found, typing.typed)


async def _people(tx: Tx, typing: Typing) -> list[Member]:
    """Return whom this option may name: a mentor's own learners, everybody for coordinators, one's group otherwise."""
    actor = typing.actor
    wanted = next((role for role in Role if role == typing.parameter.name), None)
    match actor.role:
        case Role.COORDINATOR:
            return await tx.members.in_cohort(actor.cohort_id, wanted)
        case Role.MENTOR:
            pairings = await tx.pairings.of_mentor(actor.id)
            learners = [await tx.members.find(pairing.learner_id) for pairing in pairings]
            return [learner for learner in learners if learner is not None]
        case _:
            group = await tx.groups.of_member(actor.id)
            return await tx.groups.members(group.id) if group is not None else []


def _days(typing: Typing) -> list[Option]:
    voice, today = Voice.to(typing.actor), local_date(typing.now, typing.actor.timezone)
    ahead = [wording.day(voice, today + timedelta(days=n)) for n in range(DAYS_AHEAD)]
    try:
        return [wording.day(voice, parse_day(typing.typed, today))]
    except ValueError:
        begun = typing.typed.strip().casefold()
        named = [day for word, day in zip(_SOON, ahead, strict=False) if begun and word.startswith(begun)]
        return named or _fitting(ahead, begun) or ahead


def _fitting(found: list[Option], typed: str) -> list[Option]:
    wanted = typed.strip().removeprefix("@").casefold()
    fitting = [option for option in found if wanted in option.label.casefold() or wanted in option.value.casefold()]
    ranked = sorted(fitting, key=lambda o: not (o.label.casefold().startswith(wanted) or o.value.casefold() == wanted))
    return ranked[:OPTIONS]
