from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asking import Line
from bot.domain.budget import Nudge
from bot.domain.cases import CaseEntry, Resolution
from bot.domain.check_ins import CheckInState, Mood
from bot.domain.drafts import Draft
from bot.domain.members import Participation
from bot.domain.signals.severity import Severity
from storage.engine import SqlStorage
from tests.storage.sample import C1, DAY, HOUR, L1, L2, M1, MINUTE, MONDAY, NOW, case, check_in


async def test_a_learner_has_one_check_in_a_week(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        assert await tx.check_ins.add(check_in("k1"))
        assert not await tx.check_ins.add(check_in("k2"))
        assert await tx.check_ins.add(check_in("k3", L2))

    async with peopled.snapshot() as tx:
        assert await tx.check_ins.find("k2") is None
        assert await tx.check_ins.in_week("c1", 1) == [check_in("k1"), check_in("k3", L2)]


async def test_a_check_in_keeps_what_was_answered(peopled: SqlStorage) -> None:
    answered = check_in().answered(Mood.HARD, NOW + HOUR, "Tests that lie 🙂\x1b[31m", wants_help=True)
    async with peopled.transaction() as tx:
        await tx.check_ins.add(check_in())
        assert await tx.check_ins.get("k1") == check_in()
        await tx.check_ins.save(answered)
        assert await tx.check_ins.get("k1") == answered

    async with peopled.snapshot() as tx:
        assert await tx.check_ins.find("k1") == answered
        assert await tx.check_ins.open_of(L1.id) is None


async def test_the_history_comes_by_week_and_the_open_one_is_the_newest(peopled: SqlStorage) -> None:
    weeks = [check_in(f"k{week}", week=week) for week in (1, 2, 10)]
    async with peopled.transaction() as tx:
        for each in (weeks[2], weeks[0], weeks[1]):
            await tx.check_ins.add(each)
        await tx.check_ins.add(check_in("other", L2, 2))
        await tx.check_ins.save(replace(weeks[0], state=CheckInState.OVERDUE))

    async with peopled.snapshot() as tx:
        assert [each.week for each in await tx.check_ins.history(L1.id)] == [1, 2, 10]
        assert await tx.check_ins.open_of(L1.id) == weeks[2]
        assert [each.id for each in await tx.check_ins.in_cohort("c1")] == ["k1", "k2", "other", "k10"]


async def test_nudges_are_counted_from_a_day_and_answered_together(peopled: SqlStorage) -> None:
    nudges = [Nudge(f"n{day}", L1.id, "nudge.check_in", NOW, MONDAY + timedelta(days=day)) for day in (3, 1, 2)]
    async with peopled.transaction() as tx:
        for nudge in nudges:
            await tx.nudges.add(nudge)
        assert await tx.nudges.since(L1.id, MONDAY + 2 * DAY) == [nudges[0], nudges[2]]
        await tx.nudges.answer(L1.id, NOW + HOUR)
        await tx.nudges.add(Nudge("late", L1.id, "nudge.check_in", NOW + 2 * HOUR, MONDAY))
        await tx.nudges.answer(L1.id, NOW + 3 * HOUR)

    async with peopled.snapshot() as tx:
        found = await tx.nudges.in_cohort("c1")
        assert [nudge.id for nudge in found] == ["n3", "n1", "n2", "late"]
        assert [nudge.answered_at for nudge in found] == [NOW + HOUR] * 3 + [NOW + 3 * HOUR]
        assert await tx.nudges.in_cohort("c2") == []


async def test_what_was_withheld_is_told_newest_first(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for number in range(4):
            await tx.nudges.withhold(L1.id, NOW, "nudge.check_in", f"reason {number}")

    async with peopled.snapshot() as tx:
        assert await tx.nudges.withheld(L1.id, 2) == [
            (NOW, "nudge.check_in", "reason 3"),
            (NOW, "nudge.check_in", "reason 2"),
        ]


async def test_a_case_comes_back_as_it_was(peopled: SqlStorage) -> None:
    opened = case(excerpt="I cannot go on", subject_ids=(M1.id, "x,y"), learner_told=True, message_id="m1")
    async with peopled.transaction() as tx:
        await tx.cases.add(opened)
        assert await tx.cases.get("s1") == opened
        taken = opened.acknowledged(C1.id, NOW + MINUTE)
        assert await tx.cases.save(taken)
        assert await tx.cases.by_ref("c1", "K7Q2") == taken

    async with peopled.snapshot() as tx:
        assert await tx.cases.find("s1") == taken
        assert await tx.cases.find("s2") is None


async def test_only_the_first_of_two_changes_to_a_case_counts(peopled: SqlStorage) -> None:
    opened = case()
    async with peopled.transaction() as tx:
        await tx.cases.add(opened)
        assert await tx.cases.save(opened.acknowledged("one", NOW))
        assert not await tx.cases.save(opened.acknowledged("two", NOW))

    async with peopled.snapshot() as tx:
        found = await tx.cases.find("s1")
    assert found is not None
    assert (found.owner_id, found.version) == ("one", 2)


async def test_a_signal_joins_the_open_case_before_a_closed_one(peopled: SqlStorage) -> None:
    closed = [case(f"s{n}", opened_at=NOW - n * DAY).resolved(Resolution.SUPPORTED, NOW - n * HOUR) for n in (1, 2)]
    async with peopled.transaction() as tx:
        for each in reversed(closed):
            await tx.cases.add(each)
        await tx.cases.add(case("other", category="harassment"))
        assert await tx.cases.current(L1.id, "distress", NOW - DAY) == closed[0]
        assert await tx.cases.current(L1.id, "distress", NOW - HOUR) == closed[0]
        assert await tx.cases.current(L1.id, "distress", NOW) is None
        await tx.cases.add(case("s3", opened_at=NOW - 9 * DAY))
        joined = await tx.cases.current(L1.id, "distress", NOW - DAY)

    assert joined == case("s3", opened_at=NOW - 9 * DAY)


async def test_cases_are_listed_oldest_first(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.cases.add(case("s2", opened_at=NOW + HOUR))
        await tx.cases.add(case("s1", "K7Q3", opened_at=NOW + HOUR))
        await tx.cases.add(replace(case("s3", "K7Q4"), severity=Severity.CRITICAL))
        await tx.cases.save(case("s2", opened_at=NOW + HOUR).resolved(Resolution.FALSE_ALARM, NOW + 2 * HOUR))

    async with peopled.snapshot() as tx:
        assert [each.id for each in await tx.cases.in_cohort("c1")] == ["s3", "s1", "s2"]
        assert [each.id for each in await tx.cases.open_in("c1")] == ["s3", "s1"]


async def test_a_timeline_is_told_in_the_order_of_writing(peopled: SqlStorage) -> None:
    entries = [
        CaseEntry("s1", NOW, "case.opened"),
        CaseEntry("s1", NOW, "case.note", C1.id, "Called, all well"),
        CaseEntry("s1", NOW, "case.acknowledged", C1.id),
    ]
    async with peopled.transaction() as tx:
        await tx.cases.add(case())
        await tx.cases.note(CaseEntry("s1", NOW + HOUR, "case.resolved"))
        for entry in entries:
            await tx.cases.note(entry)

    async with peopled.snapshot() as tx:
        assert await tx.cases.timeline("s1") == [*entries, CaseEntry("s1", NOW + HOUR, "case.resolved")]


async def test_a_draft_comes_back_as_it_was(peopled: SqlStorage) -> None:
    draft = Draft("d1", "c1", L1.id, M1.id, "k1", "Hi L1", (NOW + DAY, NOW + 2 * DAY), NOW)
    async with peopled.transaction() as tx:
        await tx.drafts.add(draft)
        assert await tx.drafts.get("d1") == draft
        assert await tx.drafts.of_cause("k1") == draft
        assert await tx.drafts.unsent("c1", NOW + MINUTE) == [draft]
        assert await tx.drafts.unsent("c1", NOW) == []
        assert await tx.drafts.last_sent_to(L1.id) is None
        await tx.drafts.save(draft.sent("Hello L1", NOW + HOUR).chosen(NOW + DAY))

    async with peopled.snapshot() as tx:
        assert await tx.drafts.get("d1") == draft.sent("Hello L1", NOW + HOUR).chosen(NOW + DAY)
        assert await tx.drafts.unsent("c1", NOW + MINUTE) == []
        assert await tx.drafts.last_sent_to("m1") is None
        assert await tx.drafts.last_sent_to(draft.learner_id) == draft.sent("Hello L1", NOW + HOUR).chosen(NOW + DAY)
        assert await tx.drafts.of_cause("k2") is None


async def test_participation_is_counted(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        for number in range(3):
            wrote_at = NOW + number * HOUR
            await tx.participations.add(Participation("c1", L1.id, f"m{number}", "ch", wrote_at, "g1", L2.id))
        await tx.participations.add(Participation("c1", L2.id, "m9", "dm", NOW))

    async with peopled.snapshot() as tx:
        assert await tx.participations.of_member(L1.id, NOW + HOUR) == 2
        assert await tx.participations.in_group("g1", NOW) == 3
        assert await tx.participations.replies("g1", NOW + HOUR) == {(L1.id, L2.id): 2}
        assert await tx.participations.replies("g2", NOW) == {}
        assert await tx.participations.in_channel("c1", "dm", NOW) == [Line(L2.id, is_learner=True, at=NOW, answers="")]
        assert [line.at - NOW for line in await tx.participations.in_channel("c1", "ch", NOW + HOUR)] == [
            HOUR,
            2 * HOUR,
        ]
        assert await tx.participations.in_channel("c2", "ch", NOW) == []
        assert await tx.participations.last_seen(L1.id) == NOW + 2 * HOUR
        assert await tx.participations.last_seen(M1.id) is None
        assert await tx.participations.in_cohort("c1") == 4
        assert await tx.participations.writers("c1", NOW) == {1: 2}
        assert await tx.participations.writers("c1", NOW - timedelta(weeks=2)) == {3: 2}
        assert await tx.participations.writers("c2", NOW) == {}


async def test_a_naive_moment_is_refused(peopled: SqlStorage) -> None:
    async with peopled.snapshot() as tx:
        with pytest.raises(Exception, match="offset-naive"):
            await tx.participations.of_member(L1.id, NOW.replace(tzinfo=None))
