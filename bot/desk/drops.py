"""Where participation fell, at the desk: which weeks, which groups, which questions, and where to look first."""

from dataclasses import dataclass

from bot.desk.room import for_coordinators
from bot.domain.figures import Drop, Share, drops
from bot.flows.figures import FORTNIGHT, facts, for_nobody
from bot.turn import Turn
from bot.wording import desk_drops as wording
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class DropRow:
    """One week: what happened, the three places to look in their order, and which of them comes first (None: none)."""

    drop: Drop
    head: str
    steps: tuple[str, ...]
    first: int | None


@dataclass(frozen=True, slots=True)
class DropsPage:
    """Every week's share, and the weeks to look at."""

    shares: tuple[tuple[int, Share], ...]
    rows: tuple[DropRow, ...]


async def drops_page(turn: Turn) -> DropsPage:
    """Return what is known about weeks in which fewer answered; no case is read for it."""
    for_coordinators(turn)
    found = drops(await facts(turn.tx, turn.here, turn.now, for_nobody, turn.now - FORTNIGHT))
    voice = Voice.to(turn.me)
    return DropsPage(found.shares, tuple(_row(voice, each) for each in found.drops))


def _row(voice: Voice, drop: Drop) -> DropRow:
    marks = (drop.is_schedule, drop.is_structure, drop.is_workload)
    steps = (wording.schedule(voice, drop), wording.structure(voice, drop), wording.workload(voice, drop))
    return DropRow(drop, wording.head(voice, drop), steps, marks.index(True) if True in marks else None)
