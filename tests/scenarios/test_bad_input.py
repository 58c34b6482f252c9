"""What cannot be is answered with what would do, and nothing is half-saved: people who left, days that are over."""

import pytest

from tests.world import Cohort, World


async def everything(cohort: Cohort) -> list[object]:
    """Return what a wrong command might have changed."""
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        people = await tx.members.in_cohort(found.id)
        return [
            people,
            await tx.pairings.ever(found.id),
            await tx.groups.member_ids(found.id),
            await tx.sessions.in_cohort(found.id),
            await tx.absences.in_cohort(found.id),
            await tx.moves.in_cohort(found.id),
            await tx.extensions.in_cohort(found.id),
        ]


@pytest.mark.parametrize(
    ("who", "typed", "kind"),
    [
        ("M1", "/mentor session plan L2 Thu 18:00", "refusal.right"),
        ("M1", "/mentor session done L2", "refusal.right"),
        ("M1", "/mentor reachout L2", "refusal.right"),
        ("M1", "/mentor note L2", "refusal.right"),
        ("C1", "/coord handoff L2 M2", "care.has_left"),
        ("C1", "/coord pace L2 2", "care.has_left"),
        ("C1", "/coord care L2 2027-03-20", "care.has_left"),
        ("C1", "/coord group place L2", "group.nobody_to_place"),
        ("C1", "/coord extension approve L2", "extension.none_asked"),
        ("C1", "/coord repair L2", "move.not_to_be"),
        ("L1", "/peer kudos L2 thanks", "thanks.nobody"),
    ],
)
async def test_about_somebody_who_left_nothing_is_arranged(world: World, who: str, typed: str, kind: str) -> None:
    async with world(learners="L1 L2", sessions=True) as cohort:
        await cohort.commands("L2", "/peer leave", at="Wed 10 Mar 12:00")
        await cohort.presses("L2", "Leave")
        before, told = await everything(cohort), cohort.sent_to("L2")
        await cohort.commands(who, typed)

        assert await everything(cohort) == before
        assert cohort.sent_to("L2") == told
        assert cohort.last(who).kind == kind


@pytest.mark.parametrize(
    ("who", "typed", "kind"),
    [
        ("L1", "/peer away 2027-03-01 2027-03-05", "member.past"),
        ("M1", "/mentor cover 2027-03-01", "care.past"),
        ("M1", "/mentor session plan L1 1 Mar 18:00", "session.out_of_bounds"),
        ("C1", "/coord care L1 2027-03-01", "care.past"),
        ("C1", '/coord event plan title:Talk when:"1 Mar 18:00"', "gathering.out_of_bounds"),
    ],
)
async def test_a_day_that_is_over_is_said_and_nothing_changes(world: World, who: str, typed: str, kind: str) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.until("Wed 10 Mar 12:00")
        before = await everything(cohort)
        await cohort.commands(who, typed)

        assert await everything(cohort) == before
        assert cohort.last(who).kind == kind


async def test_wishes_no_group_can_keep_are_named_to_the_coordinator_and_nobody_is_grouped(world: World) -> None:
    rows = "id,name,avoid,account\n" + "".join(
        f"N{n},New {n},{';'.join(f'N{m}' for m in range(1, 5) if m != n)},local:demo:N{n}\n" for n in range(1, 5)
    )
    async with world(learners="L1 L2", group_size="2, 4") as cohort:
        await cohort.commands("C1", "/coord cohort import", at="Mon 1 Mar 12:00")
        await cohort.submits("C1", rows=rows, do="yes")
        await cohort.commands("C1", "/coord group propose")

        card = cohort.last("C1", "group.proposal")
        (left,) = [field.value for field in card.fields if field.name == "No place yet"]
        assert "New 1 (N1): every group for them goes against a wish; the fewest: New 1 with New " in left
        assert len((await everything(cohort))[2]) == 1
