"""Pairs at the desk: who looks after whom, and who would, before anybody knows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.cards import Action, Button, Option, Select
from bot.desk.paged import Paged
from bot.desk.room import for_coordinators
from bot.domain.members import Called, Member, Role
from bot.domain.proposals import PairProposal, mark_of
from bot.domain.room import Traits
from bot.flows.pairing import MAY_COME, MAY_MENTOR, still_possible
from bot.limits import OPTION_LABEL, OPTIONS
from bot.markup import bare
from bot.turn import Turn
from bot.wording import desk_groups as wording
from bot.wording.voice import Voice

ON_A_PAGE = 50
"""Mentors on one page, each with a list of whom their learners could get instead."""
NAMED = 200
"""So many of those without a mentor are named."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A learner a mentor would get, and who else has room."""

    learner: Member
    pair: PairProposal
    others: Select | None


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A mentor: whom they have, whom they would get, and how many they may have."""

    mentor: Member
    learners: tuple[Member, ...]
    likely: tuple[Likely, ...]
    capacity: int

    @property
    def load(self) -> int:
        """How many learners they would have."""
        return len(self.learners) + len(self.likely)


@dataclass(frozen=True, slots=True)
class PairsPage:
    """Mentors, page `number` of `count`; who has nobody, the first of `alone`; and what can be done."""

    rows: tuple[MentorRow, ...]
    without: tuple[Called, ...]
    said: str
    buttons: tuple[Button, ...]
    alone: int = 0
    number: int = 1
    count: int = 1


async def pairs_page(turn: Turn, number: int = 1) -> PairsPage:
    """Return who looks after whom, and who would: one page of mentors."""
    for_coordinators(turn)
    everybody = await _everybody(turn)
    pairs = everybody.pairs
    without = everybody.without()
    voice, page = Voice.to(turn.me), Paged.of(everybody.mentors(), number, ON_A_PAGE)
    return PairsPage(
        await _rows(turn, everybody, page.rows),
        tuple(without[:NAMED]),
        wording.pairs(voice, len(pairs), sum(not pair.is_approved for pair in pairs)),
        wording.pair_choices(voice, pairs, mark_of(pairs), len(without)),
        len(without),
        page.number,
        page.count,
    )


@dataclass(frozen=True, slots=True)
class _Everybody:
    """A whole cohort by names alone: thousands are chosen from, and fifty are read."""

    called: Mapping[str, Called]
    paired: Sequence[tuple[str, str]]
    pairs: list[PairProposal]

    def without(self) -> list[Called]:
        """Return the learners who have no mentor and would get none, by handle."""
        have = {learner for learner, _ in self.paired} | {pair.learner_id for pair in self.pairs}
        return [
            one
            for one in self.called.values()
            if one.role is Role.LEARNER and one.state in MAY_COME and one.id not in have
        ]

    def mentors(self) -> list[str]:
        """Return ids of mentors who may take somebody, and of whoever looks after somebody, by handle."""
        busy = {mentor for _, mentor in self.paired}
        return [
            one.id
            for one in self.called.values()
            if one.id in busy or (one.role is Role.MENTOR and one.state in MAY_MENTOR)
        ]


async def _everybody(turn: Turn) -> _Everybody:
    called = {one.id: one for one in await turn.tx.members.called(turn.here.id)}
    paired = await turn.tx.tallies.paired(turn.here.id)
    have = {learner for learner, _ in paired}
    return _Everybody(
        called, paired, still_possible(await turn.tx.pair_proposals.in_cohort(turn.here.id), called, have)
    )


async def _rows(turn: Turn, everybody: _Everybody, mentors: Sequence[str]) -> tuple[MentorRow, ...]:
    mine, held = ({one: list[Any]() for one in mentors} for _ in range(2))
    for pair in everybody.pairs:
        mine.get(pair.mentor_id, []).append(pair)
    for learner, mentor in everybody.paired:
        held.get(mentor, []).append(learner)
    named = [*mentors, *(one for ids in held.values() for one in ids), *_learners(mine)]
    people, traits = await turn.tx.members.some(named), await turn.tx.some.traits(mentors)
    free = await _free(turn, everybody) if any(mine.values()) else ()
    return tuple(
        MentorRow(
            people[one],
            tuple(sorted((people[each] for each in held[one] if each in people), key=lambda each: each.handle)),
            tuple(Likely(people[pair.learner_id], pair, _others(turn, free, pair)) for pair in mine[one]),
            traits.get(one, Traits(one)).capacity,
        )
        for one in mentors
    )


def _learners(mine: Mapping[str, list[PairProposal]]) -> list[str]:
    return [pair.learner_id for pairs in mine.values() for pair in pairs]


async def _free(turn: Turn, everybody: _Everybody) -> Sequence[Called]:
    """Return the mentors with a free place whose week is not heavy, when every proposal counts: enough for a list."""
    load = Counter([mentor for _, mentor in everybody.paired] + [pair.mentor_id for pair in everybody.pairs])
    may = [one for one in everybody.called.values() if one.role is Role.MENTOR and one.state in MAY_MENTOR]
    traits = await turn.tx.traits.in_cohort(turn.here.id)
    free = (one for one in may if traits.get(one.id, Traits(one.id)).takes_one_more(load[one.id]))
    return tuple(islice(free, OPTIONS + 1))


def _others(turn: Turn, free: Sequence[Called], pair: PairProposal) -> Select | None:
    others = [one for one in free if one.id != pair.mentor_id][:OPTIONS]
    options = tuple(Option(bare(one.name, OPTION_LABEL) or one.handle, one.id) for one in others)
    action = Action("pairing.give", f"{pair.id}.{pair.mentor_id}")
    return Select(action, wording.another(Voice.to(turn.me)), options) if options else None
