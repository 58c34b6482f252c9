"""What mentors learn before they begin and once more half way, and how far each of them is. Nobody is graded."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

AGENDA = (15, 20, 20, 15, 10)
"""Minutes: goals and boundaries, listening, feedback, a session's agenda in a role-play, questions (F1)."""
PARTS = len(AGENDA)
SCENES = 3
"""Moments of the practice run: somebody is stuck, somebody is silent, somebody asks for a promise."""


@dataclass(frozen=True, slots=True)
class Training:
    """When the training is held live, and the refresher half way (None: in chat only, whenever it suits)."""

    at: datetime | None = None
    agenda: tuple[int, ...] = AGENDA
    link: str = ""
    refresher: datetime | None = None
    refresher_minutes: int = 30

    @property
    def ends_at(self) -> datetime | None:
        """When the live training is over."""
        return None if self.at is None else self.at + timedelta(minutes=sum(self.agenda))

    @property
    def refreshed_by(self) -> datetime | None:
        """When the live refresher is over."""
        return None if self.refresher is None else self.refresher + timedelta(minutes=self.refresher_minutes)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a mentor is: `parts` read in order or heard live, `scenes` practised. Answers are kept nowhere."""

    member_id: str
    parts: int = 0
    scenes: int = 0
    finished_at: datetime | None = None
    refreshed_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        """Whether this mentor may be given learners."""
        return self.finished_at is not None

    def read(self, part: int, now: datetime) -> "Progress":
        """Return it with a part behind them; one that was left out does not count."""
        return self._settled(replace(self, parts=part), now) if part == self.parts + 1 else self

    def was_there(self, now: datetime) -> "Progress":
        """Return it after the live training: every part is behind them, the practice is not."""
        return self._settled(replace(self, parts=PARTS), now)

    def practised(self, scene: int, now: datetime) -> "Progress":
        """Return it with a scene of the practice behind them."""
        return self._settled(replace(self, scenes=scene), now) if scene == self.scenes + 1 else self

    def refreshed(self, now: datetime) -> "Progress":
        """Return it with the refresher behind them."""
        return replace(self, refreshed_at=self.refreshed_at or now)

    def _settled(self, fresh: "Progress", now: datetime) -> "Progress":
        is_finished = fresh.parts >= PARTS and fresh.scenes >= SCENES
        return replace(fresh, finished_at=now) if is_finished and fresh.finished_at is None else fresh
