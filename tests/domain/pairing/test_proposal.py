"""The proposal is the best there is, checked against trying everything, and changes no more than it must."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing import Held, Learner, Mentor, Proposal, Table, Why, propose, score
from tests.domain.pairing.people import learners, mentors


def points(table: Table) -> dict[tuple[str, str], int]:
    """Return the hundredths of every admissible pair."""
    return {
        (learner.id, mentor.id): int(table.points[row, column])
        for row, learner in enumerate(table.learners)
        for column, mentor in enumerate(table.mentors)
        if table.admissible[row, column]
    }


def everything(people: Sequence[Learner], guides: Sequence[Mentor], held: Sequence[Held]) -> Iterator[dict[str, str]]:
    """Yield every assignment that keeps capacity, vetoes and published pairs."""
    allowed = points(score(people, guides))
    fixed = {pair.learner: pair.mentor for pair in held if pair.is_published}
    options = [
        [fixed[one.id]] if one.id in fixed else [None, *(m.id for m in guides if (one.id, m.id) in allowed)]
        for one in people
    ]
    for choice in product(*options):
        load = Counter(choice)
        if all(load[mentor.id] <= mentor.capacity for mentor in guides):
            yield {one.id: mentor for one, mentor in zip(people, choice, strict=True) if mentor}


def total(assignment: dict[str, str], table: Table) -> int:
    rows = {one.id: row for row, one in enumerate(table.learners)}
    columns = {one.id: column for column, one in enumerate(table.mentors)}
    return sum(int(table.points[rows[one], columns[mentor]]) for one, mentor in assignment.items())


def chosen(proposal: Proposal) -> dict[str, str]:
    return {pair.learner: pair.mentor for pair in proposal.pairs}


@settings(deadline=None)
@given(people=learners(6), guides=mentors(3))
def test_no_other_assignment_has_more_points_and_the_proof_says_so(people: list[Learner], guides: list[Mentor]) -> None:
    proposal, table = propose(people, guides)

    most = max(total(assignment, table) for assignment in everything(people, guides, ()))
    assert total(chosen(proposal), table) == most
    assert proposal.is_optimal
    assert proposal.total == proposal.bound == most / 100
    assert len(proposal.pairs) + len(proposal.unpaired) == len(people)


@settings(deadline=None)
@given(people=learners(6), guides=mentors(3), data=st.data())
def test_published_pairs_stand_and_as_few_proposed_ones_change_as_the_best_total_allows(
    people: list[Learner], guides: list[Mentor], data: st.DataObject
) -> None:
    before = chosen(propose(people[:-1], guides)[0]) if len(people) > 1 else {}
    published = data.draw(st.frozensets(st.sampled_from(sorted(before)))) if before else frozenset()
    held = [Held(one, mentor, one in published) for one, mentor in before.items()]

    proposal, table = propose(people, guides, held)

    def kept(assignment: dict[str, str]) -> int:
        return sum(assignment.get(pair.learner) == pair.mentor for pair in held)

    ours = chosen(proposal)
    best = max((total(one, table), kept(one)) for one in everything(people, guides, held))
    assert all(ours[pair.learner] == pair.mentor for pair in held if pair.is_published)
    assert (total(ours, table), kept(ours)) == best
    assert proposal.is_optimal


@settings(deadline=None)
@given(people=learners(8), guides=mentors(4), seed=st.integers(0, 99))
def test_the_order_of_people_changes_nothing(people: list[Learner], guides: list[Mentor], seed: int) -> None:
    shuffled, turned = list(people), list(guides)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(turned)

    assert propose(shuffled, turned)[0] == propose(people, guides)[0]


@settings(deadline=None)
@given(people=learners(8), guides=mentors(4))
def test_capacity_and_vetoes_hold_and_reasons_add_up(people: list[Learner], guides: list[Mentor]) -> None:
    proposal, _ = propose(people, guides)

    by_id = {one.id: one for one in [*people, *guides]}
    load = Counter(pair.mentor for pair in proposal.pairs)
    assert all(load[mentor.id] <= mentor.capacity for mentor in guides)
    for pair in proposal.pairs:
        learner, mentor = by_id[pair.learner], by_id[pair.mentor]
        assert mentor.id not in learner.avoid
        assert learner.id not in mentor.avoid
        assert not (learner.starts and mentor.starts) or learner.starts & mentor.starts
        assert round(sum(pair.reasons.values()), 2) == pair.points


@pytest.mark.parametrize(
    ("people", "guides", "why"),
    [
        ([Learner("L1")], [], Why.NO_MENTORS),
        ([Learner("L1")], [Mentor("M1", capacity=0)], Why.NO_MENTORS),
        ([Learner("L1", avoid=frozenset({"M1"}))], [Mentor("M1")], Why.VETOES),
        ([Learner("L1")], [Mentor("M1", avoid=frozenset({"L1"}))], Why.VETOES),
        ([Learner("L1", starts=frozenset({1}))], [Mentor("M1", starts=frozenset({2}))], Why.HOURS),
        ([Learner("L1"), Learner("L2", style="x")], [Mentor("M1", capacity=1, style="x")], Why.FULL),
    ],
)
def test_who_has_nobody_is_told_why(people: list[Learner], guides: list[Mentor], why: Why) -> None:
    (one,) = propose(people, guides)[0].unpaired

    assert (one.learner, one.why) == ("L1", why)


def test_a_thousand_learners_are_proved_too() -> None:
    draw = random.Random(7)

    def drawn(count: int, make: type, **also: object) -> list:
        return [
            make(
                f"{make.__name__[0]}{number}",
                style=draw.choice(["warm", "direct", "calm"]),
                starts=frozenset(draw.sample(range(96), 20)),
                **{key: draw.randint(*value) for key, value in also.items()},
            )
            for number in range(count)
        ]

    people, guides = drawn(1000, Learner, stage=(1, 8)), drawn(250, Mentor, capacity=(2, 4), completed_stage=(1, 9))

    proposal, _ = propose(people, guides)

    assert proposal.is_optimal
    assert proposal == propose(people, guides)[0]
