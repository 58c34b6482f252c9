"""Pairs before anybody knows of them: proposed, approved by a coordinator, published when their mentor is ready."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.members import Member
from bot.domain.pairing import Held, Proposal, Table, propose
from bot.domain.room import Room, sides


@dataclass(frozen=True, slots=True)
class PairProposal:
    """A learner and the mentor they may get. `is_by_hand`: a person chose it, so that no later proposal changes it.

    `link` is where the two would meet. It becomes a pairing when it is published, and is gone then.
    """

    id: str
    cohort_id: str
    learner_id: str
    mentor_id: str
    proposed_at: datetime
    link: str = ""
    is_by_hand: bool = False
    approved_at: datetime | None = None
    approved_by: str = ""

    @property
    def is_approved(self) -> bool:
        """Whether a coordinator said yes."""
        return self.approved_at is not None

    @property
    def stays(self) -> bool:
        """Whether a new proposal leaves it as it is."""
        return self.is_by_hand or self.is_approved

    def approved(self, now: datetime, by: str) -> "PairProposal":
        """Return it with a coordinator's yes; the first one counts."""
        return self if self.is_approved else replace(self, approved_at=now, approved_by=by)

    def given_to(self, mentor_id: str) -> "PairProposal":
        """Return it with another mentor, by hand: it wants a new yes."""
        return replace(self, mentor_id=mentor_id, link="", is_by_hand=True, approved_at=None, approved_by="")


def best_pairs(
    learners: Sequence[Member], room: Room, before: Collection[PairProposal], on: date, length: timedelta
) -> tuple[Proposal, Table]:
    """Propose a mentor for everybody without one; what a person chose stays, the rest changes as little as it can."""
    mentors = room.free()
    known = ({one.id for one in learners}, {one.id for one in mentors})
    held = [
        Held(one.learner_id, one.mentor_id, is_published=one.stays)
        for one in before
        if one.learner_id in known[0] and one.mentor_id in known[1]
    ]
    theirs, others = sides(learners, mentors, room, on, length)
    return propose(theirs, [replace(one, capacity=one.capacity - room.load(one.id)) for one in others], held)


def not_ready(pairs: Collection[PairProposal], trained: Collection[str]) -> Mapping[str, tuple[PairProposal, ...]]:
    """Return the pairs whose mentor has not finished the training, by mentor id, in their order."""
    waiting = [pair for pair in pairs if pair.mentor_id not in trained]
    mentors = dict.fromkeys(pair.mentor_id for pair in waiting)
    return {mentor: tuple(pair for pair in waiting if pair.mentor_id == mentor) for mentor in mentors}
