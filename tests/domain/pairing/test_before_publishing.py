"""Pairs nobody knows of yet: what a person chose stays, the rest is the best there is, and mentors come trained."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.members import Member, MemberState, Pairing, Role
from bot.domain.proposals import PairProposal, best_pairs, not_ready
from bot.domain.room import Room, Traits

NOW = datetime(2026, 2, 25, 11, tzinfo=UTC)
ON, LENGTH = date(2026, 3, 2), timedelta(minutes=45)


def member(handle: str, role: Role) -> Member:
    return Member(
        handle, "c", handle, handle, role, "Europe/Lisbon", MemberState.ACTIVE, availability="Mon 18:00-20:00"
    )


def room(capacity: int, *pairings: Pairing, heavy: str = "") -> Room:
    styles = {"L1": "a", "L2": "b", "M1": "a", "M2": "b"}
    traits = {h: Traits(h, style=s, capacity=capacity, load=5 if h == heavy else 0) for h, s in styles.items()}
    return Room((member("M1", Role.MENTOR), member("M2", Role.MENTOR)), traits, pairings)


LEARNERS = [member("L1", Role.LEARNER), member("L2", Role.LEARNER)]


def proposed(learner: str, mentor: str, *, is_by_hand: bool = False) -> PairProposal:
    return PairProposal(f"{learner}{mentor}", "c", learner, mentor, NOW, is_by_hand=is_by_hand)


def chosen(*before: PairProposal, here: Room | None = None) -> dict[str, str]:
    proposal, _ = best_pairs(LEARNERS, here or room(2), before, ON, LENGTH)
    return {pair.learner: pair.mentor for pair in proposal.pairs}


def test_without_anything_before_the_best_pairs_are_proposed() -> None:
    assert chosen() == {"L1": "M1", "L2": "M2"}


def test_what_a_person_chose_or_approved_stays_and_what_was_only_proposed_gives_way() -> None:
    assert chosen(proposed("L1", "M2")) == {"L1": "M1", "L2": "M2"}
    assert chosen(proposed("L1", "M2", is_by_hand=True)) == {"L1": "M2", "L2": "M2"}
    assert chosen(proposed("L1", "M2").approved(NOW, "C1")) == {"L1": "M2", "L2": "M2"}


def test_capacity_counts_the_learners_a_mentor_has_already() -> None:
    has_one = Pairing("p", "c", "L9", "M1", ON)
    assert chosen(here=room(1, has_one)) == {"L2": "M2"}
    assert chosen(here=room(2, has_one)) == {"L1": "M1", "L2": "M2"}


def test_nobody_whose_week_is_heavy_gets_another_learner_and_a_proposal_for_them_is_made_anew() -> None:
    assert chosen(proposed("L1", "M1", is_by_hand=True), here=room(2, heavy="M1")) == {"L1": "M2", "L2": "M2"}


def test_the_first_yes_counts_and_a_change_by_hand_wants_another() -> None:
    pair = proposed("L1", "M1").approved(NOW, "C1")
    assert pair.approved(NOW + timedelta(days=1), "C2") == pair
    changed = pair.given_to("M2")
    assert (changed.mentor_id, changed.is_approved, changed.stays) == ("M2", False, True)


def test_the_pairs_of_untrained_mentors_are_named_by_mentor() -> None:
    pairs = [proposed("L1", "M1"), proposed("L2", "M2"), proposed("L3", "M2")]
    assert not_ready(pairs, {"M1", "M2"}) == {}
    assert not_ready(pairs, {"M1"}) == {"M2": (pairs[1], pairs[2])}
    assert list(not_ready(pairs, ())) == ["M1", "M2"]
