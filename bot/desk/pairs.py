"""Pairs at the desk: who looks after whom, and who would, before anybody knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards import Action, Button, Option, Select
from bot.desk.paged import Paged
from bot.desk.room import for_coordinators
from bot.domain.members import Member
from bot.domain.proposals import PairProposal, mark_of
from bot.domain.room import Room
from bot.flows.pairing import places, possible, unpaired
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
    without: tuple[Member, ...]
    said: str
    buttons: tuple[Button, ...]
    alone: int = 0
    number: int = 1
    count: int = 1


async def pairs_page(turn: Turn, number: int = 1) -> PairsPage:
    """Return who looks after whom, and who would: one page of mentors."""
    for_coordinators(turn)
    room, pairs = await places(turn), await possible(turn)
    people = {one.id: one for one in await turn.tx.members.in_cohort(turn.here.id)}
    likely = {pair.learner_id for pair in pairs}
    without = [one for one in await unpaired(turn, room) if one.id not in likely]
    voice, page = Voice.to(turn.me), Paged.of(_mentors(room, people), number, ON_A_PAGE)
    return PairsPage(
        tuple(_row(turn, room, mentor, people, pairs) for mentor in page.rows),
        tuple(without[:NAMED]),
        wording.pairs(voice, len(pairs), sum(not pair.is_approved for pair in pairs)),
        wording.pair_choices(voice, pairs, mark_of(pairs), len(without)),
        len(without),
        page.number,
        page.count,
    )


def _mentors(room: Room, people: Mapping[str, Member]) -> list[Member]:
    busy = {pairing.mentor_id for pairing in room.pairings}
    known = {one.id: one for one in room.mentors} | {one: people[one] for one in busy if one in people}
    return sorted(known.values(), key=lambda one: one.handle)


def _row(turn: Turn, room: Room, mentor: Member, people: Mapping[str, Member], pairs: list[PairProposal]) -> MentorRow:
    mine = [pair for pair in pairs if pair.mentor_id == mentor.id]
    planned = {pair.id for pair in pairs}
    have = [p.learner_id for p in room.pairings if p.mentor_id == mentor.id and p.id not in planned]
    return MentorRow(
        mentor,
        tuple(sorted((people[one] for one in have if one in people), key=lambda one: one.handle)),
        tuple(Likely(people[pair.learner_id], pair, _others(turn, room, pair)) for pair in mine),
        room.of(mentor.id).capacity,
    )


def _others(turn: Turn, room: Room, pair: PairProposal) -> Select | None:
    others = room.free(pair.mentor_id)[:OPTIONS]
    options = tuple(Option(bare(one.name, OPTION_LABEL) or one.handle, one.id) for one in others)
    action = Action("pairing.give", f"{pair.id}.{pair.mentor_id}")
    return Select(action, wording.another(Voice.to(turn.me)), options) if options else None
