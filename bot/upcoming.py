"""What is due next, to whom and why: timers and waiting messages, put into words."""

from dataclasses import dataclass
from datetime import datetime

from bot.deliveries import Timer
from bot.ports import Tx
from bot.wording.upcoming import explained


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing the bot will do; `to` is a name, or empty where it is for nobody in particular."""

    at: datetime
    what: str
    to: str
    why: str


async def upcoming(tx: Tx, limit: int) -> list[Planned]:
    """Return what the timers will do next, soonest first; several of one kind at one moment stand in one line."""
    planned: list[Planned] = []
    for timer in await tx.timers.upcoming(limit * 4):
        words = explained(timer.action.name)
        to = await _to(tx, timer)
        last = planned[-1] if planned else None
        if last is not None and (last.at, last.what) == (timer.due_at, words.what):
            planned[-1] = Planned(last.at, last.what, _and(last.to, to), last.why)
        elif len(planned) < limit:
            planned.append(Planned(timer.due_at, words.what, to, words.why))
        else:
            break
    return planned


def _and(names: str, name: str) -> str:
    return ", ".join(part for part in (names, name) if part)


async def _to(tx: Tx, timer: Timer) -> str:
    subject = timer.action.subject
    match timer.action.name.partition(".")[0]:
        case "prompt":
            group = await tx.groups.find(subject)
            return group.name if group else ""
        case "ladder" | "check_in" if timer.action.name != "check_in.open":
            check_in = await tx.check_ins.find(subject)
            return await _name(tx, check_in.learner_id if check_in else "")
        case "draft":
            return ""
        case "case" | "retention" if timer.action.name != "retention.cohort":
            case = await tx.cases.find(subject)
            return case.ref if case else ""
        case _:
            return await _name(tx, subject)


async def _name(tx: Tx, member_id: str) -> str:
    member = await tx.members.find(member_id) if member_id else None
    return member.name if member else ""
