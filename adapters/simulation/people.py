"""People who behave by rates: what they do with a message, drawn from the seed, for rehearsals without a script."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.script_file import Act

from bot.cohort_file import CohortFile
from bot.transcript import Said


@dataclass(frozen=True, slots=True)
class Habit:
    """How one kind of message is met: with `rate`, `deed` follows within `soonest` and `latest` after it."""

    rate: Callable[[CohortFile], float]
    deed: str
    soonest: timedelta
    latest: timedelta


_H, _M = timedelta(hours=1), timedelta(minutes=1)

HABITS: dict[str, tuple[Habit, ...]] = {
    "onboarding.invitation": (Habit(lambda f: f.simulate.start_rate, "Start", _H, 48 * _H),),
    "onboarding.reminder": (Habit(lambda f: f.simulate.start_rate, "Start", _H, 24 * _H),),
    "check_in.open": (Habit(lambda f: f.simulate.answer_rate, "Going fine", 10 * _M, 40 * _H),),
    "check_in.reminder": (Habit(lambda f: f.simulate.reminder_rate, "Going fine", 10 * _M, 20 * _H),),
    "nudge.check_in": (Habit(lambda f: f.simulate.nudge_rate, "I'm fine", _H, 30 * _H),),
    "draft.check_in": (Habit(lambda f: f.simulate.mentor_rate, "Send as it is", _H, 20 * _H),),
    "case.alert": (Habit(lambda f: f.simulate.acknowledge_rate, "I have it", 2 * _M, 30 * _M),),
}


class Reactions:
    """Turns what was said into what people then do. The same seed and transcript give the same deeds."""

    def __init__(self, file: CohortFile, seed: int) -> None:
        self._file = file
        self._random = random.Random(seed)
        self._people = {row.id for row in file.people}

    def to(self, lines: Sequence[Said]) -> Iterator[Act]:
        """Yield the deeds that follow from new lines, in no order."""
        for line in lines:
            if line.surface != "dm" or line.to not in self._people:
                continue
            for habit in HABITS.get(line.kind, ()):
                if self._random.random() < habit.rate(self._file):
                    yield from self._deeds(line, habit)

    def _deeds(self, line: Said, habit: Habit) -> Iterator[Act]:
        span = (habit.latest - habit.soonest).total_seconds()
        at = line.at + habit.soonest + timedelta(seconds=round(self._random.random() * span))
        yield _act(at, line.to, presses=habit.deed, on=line.kind)
        if habit.deed == "Start":
            yield _act(at + 2 * _M, line.to, submits={"consent": "yes"})


def _act(at: datetime, who: str, **deed: object) -> Act:
    return Act(at=at, who=(who,), line=0, **deed)
