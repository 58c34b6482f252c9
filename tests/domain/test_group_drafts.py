"""Proposed groups that a coordinator edits."""

from datetime import UTC, datetime

from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.grouping import Member, Rules, Sizes, broken, judged, propose

DRAFT = GroupDraft("d", "c", datetime(2026, 3, 1, tzinfo=UTC), "C1", (("a", "b"), ("c", "d")), ("e",))


def test_two_people_change_places_and_what_was_approved_is_open_again() -> None:
    swapped = DRAFT.decided(DraftState.APPROVED, "C1").swapped("a", "d")

    assert swapped.groups == (("d", "b"), ("c", "a"))
    assert swapped.state is DraftState.OPEN


def test_whoever_has_no_place_takes_the_others() -> None:
    assert DRAFT.swapped("e", "b").groups == (("a", "e"), ("c", "d"))
    assert DRAFT.swapped("e", "b").unplaced == ("b",)


def test_an_edited_group_is_explained_by_the_same_criteria_as_a_proposed_one() -> None:
    people = [Member(f"m{n}", n % 3 + 1, avoid=frozenset({"m1"}) if n == 0 else frozenset()) for n in range(8)]
    rules = Rules(Sizes(4, 4))
    proposal = propose(people, rules)
    given = [group.members for group in proposal.groups]

    assert judged(people, rules, given) == proposal.groups
    assert broken(people, rules, given) == ()
    assert broken(people, rules, [("m0", "m1", "m2", "m3"), ("m4", "m5", "m6", "m7")]) == ("m0 with m1",)
