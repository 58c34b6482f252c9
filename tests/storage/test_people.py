from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.cohorts import Cohort, CohortState
from bot.domain.deadlines import Milestone
from bot.domain.members import Absence, AbsenceKind, Group, MemberState, Pairing, Role
from bot.domain.on_call import OnCall, Override
from bot.domain.plan import Holiday, Plan, Prompt
from bot.domain.schedule import QuietHours
from bot.domain.severities import Safety
from bot.events import Account, Place
from bot.ports import Spot
from storage.engine import SqlStorage
from tests.storage.sample import C1, COHORT, GROUP, L1, L2, L3, M1, MONDAY, NOW, account, member

PLAN = Plan(
    prompts=(Prompt(1, "Start", guide="What did you try? „Ö“"),),
    milestones=(Milestone("Demo", date(2027, 4, 2)),),
    holidays=(Holiday(date(2027, 3, 26), "Good Friday", ("G1",)),),
    on_call=OnCall(("C1", "C2"), (Override("C2", NOW, NOW + timedelta(days=2)),)),
    safety=Safety(scan=("G1",), outside="mailto:duty@example.org"),
    onboarding_on=date(2027, 2, 26),
    goals="Stay with it",
)


async def test_a_cohort_and_its_plan_come_back_as_they_were(storage: SqlStorage) -> None:
    cohort = replace(COHORT, plan=PLAN)

    async with storage.transaction() as tx:
        await tx.cohorts.add(cohort)

    async with storage.snapshot() as tx:
        assert await tx.cohorts.find("c1") == cohort
        assert await tx.cohorts.by_handle("spring") == cohort
        assert await tx.cohorts.find("c2") is None


async def test_cohorts_come_oldest_first_and_can_be_changed(storage: SqlStorage) -> None:
    later = Cohort("c0", "summer", "Summer", "UTC", MONDAY + timedelta(weeks=20), 8)
    async with storage.transaction() as tx:
        await tx.cohorts.add(later)
        await tx.cohorts.add(COHORT)
        await tx.cohorts.save(replace(COHORT, state=CohortState.PAUSED))

    async with storage.snapshot() as tx:
        assert [cohort.id for cohort in await tx.cohorts.all()] == ["c1", "c0"]
        assert (await tx.cohorts.all())[0].state is CohortState.PAUSED


async def test_a_member_comes_back_as_they_were(peopled: SqlStorage) -> None:
    changed = replace(
        L1,
        state=MemberState.ACTIVE,
        quiet=QuietHours.parse("22:30-07:00"),
        consented_at=NOW,
        consent_version=2,
        nudges_on=False,
        unanswered_nudges=3,
        country="KE",
        check_in_every=2,
    )

    async with peopled.transaction() as tx:
        assert await tx.members.get(L1.id) == L1
        await tx.members.save(changed)

    async with peopled.snapshot() as tx:
        assert await tx.members.find(L1.id) == changed
        assert await tx.members.get(L1.id) == changed
        assert await tx.members.find("nobody") is None


async def test_whose_zone_or_language_is_open_is_found_by_workspace(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.members.save(replace(L1, knows_zone=False))
        await tx.members.save(replace(L3, knows_language=False))

    async with peopled.snapshot() as tx:
        assert await tx.members.with_open_profile("local", "w1") == [account(L1), account(L3)]
        assert await tx.members.with_open_profile("local", "w2") == []
        assert await tx.members.with_open_profile("slack", "w1") == []
    async with peopled.transaction() as tx:
        await tx.cohorts.save(replace(COHORT, state=CohortState.CLOSED))
    async with peopled.snapshot() as tx:
        assert await tx.members.with_open_profile("local", "w1") == []


async def test_saving_somebody_who_is_not_there_is_a_mistake(peopled: SqlStorage) -> None:
    with pytest.raises(ValueError, match="members"):
        async with peopled.transaction() as tx:
            await tx.members.save(member("L9"))


async def test_people_are_found_by_handle_in_any_letter_case(peopled: SqlStorage) -> None:
    async with peopled.snapshot() as tx:
        assert await tx.members.by_handle("c1", "l1") == L1
        assert await tx.members.by_handle("c1", "\x00\ud800") is None
        assert await tx.members.in_cohort("c1") == [C1, L1, L2, L3, M1]
        assert await tx.members.in_cohort("c1", Role.MENTOR) == [M1]


async def test_handles_are_ordered_by_their_bytes_on_every_database(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for handle in ("L10", "l0", "_x", "Ä1"):
            await tx.members.add(member(handle))
        found = [each.handle for each in await tx.members.in_cohort("c1", Role.LEARNER)]

    assert found == ["L1", "L10", "L2", "L3", "_x", "l0", "Ä1"]


async def test_an_account_is_a_member_in_every_cohort_newest_first(peopled: SqlStorage) -> None:
    again = member("L7", cohort_id="c2")
    async with peopled.transaction() as tx:
        await tx.cohorts.add(Cohort("c2", "autumn", "Autumn", "UTC", MONDAY + timedelta(weeks=30), 8))
        await tx.members.add(again, [Account("slack", "t1", "U1"), account(L1)])

    async with peopled.snapshot() as tx:
        assert await tx.members.of_account(account(L1)) == [again, L1]
        assert await tx.members.of_account(Account("slack", "w1", "u-L1")) == []
        assert await tx.members.accounts(again.id) == [Account("slack", "t1", "U1"), account(L1)]


async def test_a_group_knows_who_is_in_it_now(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.groups.add(Group("g0", "c1", "G0", "Zero", "UTC"), [L3.id], MONDAY)
        await tx.groups.leave(L2.id, MONDAY + timedelta(weeks=2))

    async with peopled.snapshot() as tx:
        assert await tx.groups.members("g1") == [L1]
        assert await tx.groups.of_member(L1.id) == GROUP
        assert await tx.groups.of_member(L2.id) is None
        assert [group.handle for group in await tx.groups.in_cohort("c1")] == ["G0", "G1"]
        assert await tx.groups.facilitated_by(M1.id) == [GROUP]
        assert await tx.groups.find("g9") is None


async def test_somebody_who_left_comes_back_into_the_group_they_were_in_last(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.groups.leave(L2.id, MONDAY + timedelta(weeks=2))
        await tx.groups.rejoin(L2.id, MONDAY + timedelta(weeks=3))
        await tx.groups.rejoin(L2.id, MONDAY + timedelta(weeks=4))
        await tx.groups.rejoin(L3.id, MONDAY)

    async with peopled.snapshot() as tx:
        assert await tx.groups.members("g1") == [L1, L2]
        assert await tx.groups.of_member(L3.id) is None


async def test_a_channel_belongs_to_a_group_or_to_the_cohort(peopled: SqlStorage) -> None:
    group = Spot(Place("local", "w1", "ch-g1"), "c1", "G1", "g1")
    shared = Spot(Place("local", "w1", "ch-help"), "c1", "help")
    async with peopled.transaction() as tx:
        await tx.places.add(group)
        await tx.places.add(shared)

    async with peopled.snapshot() as tx:
        assert await tx.places.at(Place("local", "w1", "ch-g1", thread="t9")) == group
        assert await tx.places.at(Place("local", "w2", "ch-g1")) is None
        wanted = {Place("local", "w1", "ch-g1"), Place("local", "w2", "ch-g1"), Place("local", "w1", "ch-nowhere")}
        assert await tx.places.at_all(wanted) == {group.place: group}
        assert await tx.places.of_group("g1") == group
        assert await tx.places.named("c1", "help") == shared
        assert await tx.places.named("c1", "nowhere") is None


async def test_a_group_can_be_given_another_channel(peopled: SqlStorage) -> None:
    planned = Spot(Place("discord", "77", "#g1"), "c1", "G1", "g1")
    shared = Spot(Place("discord", "77", "1001"), "c1", "help")
    made = Place("discord", "77", "1002")
    async with peopled.transaction() as tx:
        await tx.places.add(planned)
        await tx.places.add(shared)
        await tx.places.move(planned, made)

    async with peopled.snapshot() as tx:
        assert await tx.places.at(planned.place) is None
        assert await tx.places.in_workspace("discord", "77") == [Spot(made, "c1", "G1", "g1"), shared]
        assert await tx.places.in_workspace("discord", "78") == []


async def test_a_channel_that_is_no_longer_ours_is_forgotten_and_may_become_anothers(peopled: SqlStorage) -> None:
    place = Place("slack", "T1", "C1")
    async with peopled.transaction() as tx:
        await tx.places.add(Spot(place, "c1", "pair-old"))
        await tx.places.forget(place)
        assert await tx.places.at(place) is None
        await tx.places.add(Spot(place, "c1", "pair-new"))

    async with peopled.snapshot() as tx:
        assert await tx.places.at(place) == Spot(place, "c1", "pair-new")


async def test_a_pairing_holds_until_it_ends(peopled: SqlStorage) -> None:
    first, second = (Pairing(f"p-{each.handle}", "c1", each.id, M1.id, MONDAY) for each in (L2, L1))
    async with peopled.transaction() as tx:
        await tx.pairings.add(first)
        await tx.pairings.add(second)
        assert await tx.pairings.of_mentor(M1.id) == [second, first]
        await tx.pairings.end(first.id, MONDAY + timedelta(weeks=1))

    async with peopled.snapshot() as tx:
        assert await tx.pairings.of_learner(L2.id) is None
        assert await tx.pairings.of_learner(L1.id) == second
        assert await tx.pairings.in_cohort("c1") == [second]


async def test_cutting_absences_ends_the_running_one_and_drops_the_next(peopled: SqlStorage) -> None:
    days = [(0, 3), (5, 9), (12, 14)]
    absences = [
        Absence(f"a{n}", L1.id, AbsenceKind.AWAY, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))
        for n, (first, last) in enumerate(days)
    ]
    async with peopled.transaction() as tx:
        for absence in reversed(absences):
            await tx.absences.add(absence)
        assert await tx.absences.of_member(L1.id) == absences
        await tx.absences.cut(L1.id, MONDAY + timedelta(days=6))

    async with peopled.snapshot() as tx:
        assert await tx.absences.of_member(L1.id) == [
            absences[0],
            replace(absences[1], until_on=MONDAY + timedelta(days=6)),
        ]


async def test_what_no_database_can_hold_is_replaced(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.members.save(replace(L1, name="a\x00b\ud800c ‮ d"))

    async with peopled.snapshot() as tx:
        found = await tx.members.find(L1.id)
    assert found is not None
    assert found.name == "a\ufffdb\ufffdc ‮ d"
