"""Who mentors whom, with history."""

from datetime import date

from sqlalchemy import bindparam, update

from bot.domain.members import Fit, Pairing
from storage.schema import pairings
from storage.session import Session, Shape

_SHAPE = Shape(Pairing, pairings)
_NOW = pairings.c.until_on.is_(None)
_OF_LEARNER = (
    _SHAPE.select(pairings.c.learner_id == bindparam("of_learner"), _NOW)
    .order_by(pairings.c.from_on.desc(), pairings.c.id)
    .limit(1)
)
_OF_MENTOR = _SHAPE.select(pairings.c.mentor_id == bindparam("of_mentor"), _NOW).order_by(
    pairings.c.learner_id, pairings.c.id
)
_IN_COHORT = _SHAPE.select(pairings.c.cohort_id == bindparam("of_cohort"), _NOW).order_by(
    pairings.c.learner_id, pairings.c.id
)
_EVER = _SHAPE.select(pairings.c.cohort_id == bindparam("of_cohort")).order_by(
    pairings.c.learner_id, pairings.c.from_on, pairings.c.id
)
_CHANGE = update(pairings).where(pairings.c.id == bindparam("pairing_id"), _NOW)


class SqlPairings:
    """The pairings table. A pairing without a last day holds now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, pairing: Pairing) -> None:
        """Store a new pairing."""
        await _SHAPE.add(self._session, pairing)

    async def of_learner(self, learner_id: str) -> Pairing | None:
        """The pairing that holds now; the newest where there are two."""
        return _SHAPE.read(await self._session.row(_OF_LEARNER, {"of_learner": learner_id}))

    async def of_mentor(self, mentor_id: str) -> list[Pairing]:
        """A mentor's pairings that hold now, by learner id."""
        return _SHAPE.read_all(await self._session.rows(_OF_MENTOR, {"of_mentor": mentor_id}))

    async def in_cohort(self, cohort_id: str) -> list[Pairing]:
        """A cohort's pairings that hold now, by learner id."""
        return _SHAPE.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))

    async def ever(self, cohort_id: str) -> list[Pairing]:
        """A cohort's pairings, those that ended too, by learner id, then first day."""
        return _SHAPE.read_all(await self._session.rows(_EVER, {"of_cohort": cohort_id}))

    async def save(self, pairing: Pairing) -> None:
        """Overwrite a pairing; ValueError when it is not there."""
        await _SHAPE.save(self._session, pairing)

    async def end(self, pairing_id: str, on: date) -> None:
        """Set the last day of a pairing that has none."""
        await self._session.change(_CHANGE, {"pairing_id": pairing_id, "until_on": on})

    async def say(self, pairing_id: str, fit: Fit) -> None:
        """Keep how the learner finds it."""
        await self._session.change(_CHANGE, {"pairing_id": pairing_id, "fit": fit})
