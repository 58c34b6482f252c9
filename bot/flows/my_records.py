"""What is held about somebody beyond check-ins, sessions and cases: what they said, gave, asked and took part in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.members import Member
from bot.ports import Tx

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


async def records_of(tx: Tx, member: Member) -> Mapping[str, tuple[Any, ...]]:
    """Return what there is by its name in the export. Reads only."""
    me, here = member.id, member.cohort_id
    return {
        "pairing": (await tx.traits.of(me),),
        "aims": (await tx.aims.of(me),),
        "more_time": tuple(await tx.extensions.of_learner(me)),
        "office_hours": tuple(await tx.bookings.of_member(me, _EVER)),
        "moves": _theirs(await tx.moves.in_cohort(here), me, "learner_id"),
        "training": (await tx.trainings.of(me),),
        "problems": tuple(await tx.problems.asked_by(me)),
        "kudos": _theirs(await tx.kudos.in_cohort(here), me, "giver_id", "receiver_id"),
        "reviews": _theirs(await tx.reviews.in_cohort(here), me, "reviewer_id", "author_id"),
        "topics": _theirs(await tx.topics.open_in(here), me, "opener_id"),
        "hub": _theirs(await tx.hub.in_cohort(here), me, "owner_id"),
        **await _in_their_group(tx, member),
        "surveys": await _survey_answers(tx, member),
        "spaces": await _spaces(tx, member),
    }


async def _in_their_group(tx: Tx, member: Member) -> Mapping[str, tuple[Any, ...]]:
    group = await tx.groups.of_member(member.id)
    norms = await tx.norms.of_group(group.id) if group is not None else []
    hosts = await tx.hosts.of_group(group.id) if group is not None else []
    return {"norms": _theirs(norms, member.id, "member_id"), "hosting": _theirs(hosts, member.id, "learner_id")}


async def _survey_answers(tx: Tx, member: Member) -> tuple[Any, ...]:
    answers = [await tx.surveys.answer(survey.id, member.id) for survey in await tx.surveys.in_cohort(member.cohort_id)]
    return tuple(answer for answer in answers if answer is not None)


async def _spaces(tx: Tx, member: Member) -> tuple[Any, ...]:
    spaces = await tx.spaces.in_cohort(member.cohort_id)
    inside = [{one.id for one in await tx.spaces.members(space.id)} for space in spaces]
    return tuple(space for space, ids in zip(spaces, inside, strict=True) if member.id in ids)


def _theirs(records: Sequence[Any], member_id: str, *names: str) -> tuple[Any, ...]:
    return tuple(record for record in records if member_id in [getattr(record, name) for name in names])
