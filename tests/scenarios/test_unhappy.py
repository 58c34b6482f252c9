"""The unhappy long run: nobody answers, nobody acknowledges, twelve weeks. Nobody drowns in messages."""

from collections import Counter

from bot.domain.cases import CaseState
from tests.world import World

LEARNERS = " ".join(f"L{number}" for number in range(1, 19))
NUDGES = {"check_in.reminder", "nudge.check_in"}
DIGESTS = {"digest.coordinator", "digest.mentor", "report.cohort"}


async def test_nobody_answers_and_nobody_acknowledges_for_twelve_weeks(world: World) -> None:
    async with world(learners=LEARNERS, starts="2027-03-01", weeks=12) as cohort:
        await cohort.says("L1", "I want to die", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.until("Mon 31 May 12:00")

        for learner in LEARNERS.split():
            sent = [line for line in cohort.lines if line.to == learner and line.surface == "dm"]
            nudged = Counter(f"{line.at:%Y-%m-%d}" for line in sent if line.kind in NUDGES)
            assert max(nudged.values()) <= 2
            weekly = Counter(f"{line.at:%G-%V}" for line in sent if line.kind in NUDGES)
            assert max(weekly.values()) <= 5
            assert sum(nudged.values()) <= 4, "after four without an answer the bot stops"
            assert len(sent) <= 12 + 4 + 1 + 1 + 1, "check-ins, nudges, that it stops asking, the crisis reply, goodbye"

        async with await cohort.tx() as tx:
            found = await tx.cohorts.by_handle("test")
            cases = await tx.cases.in_cohort(found.id)
        assert {case.state for case in cases} == {CaseState.EXHAUSTED}
        assert len(cases) == 19, "one for each learner's ladder, one for the sentence"
        for who in ("C1", "C2"):
            mine = [line for line in cohort.lines if line.to == who and line.surface == "dm"]
            for case in cases:
                assert sum(case.ref in line.text for line in mine if line.kind not in DIGESTS) <= 10
            rest = Counter(line.kind for line in mine if not line.kind.startswith("case."))
            assert rest["digest.coordinator"] <= 13
            assert rest["draft.not_sent"] <= 18, "once for each learner nobody wrote to"
            assert rest["audit.report"] <= 2, "once a month"
            assert set(rest) <= {*DIGESTS, "draft.not_sent", "onboarding.coordinator", "audit.report"}
        mentor = Counter(line.kind for line in cohort.lines if line.to == "M1")
        assert (mentor["draft.check_in"], mentor["draft.reminder"]) == (18, 18)
        assert mentor["digest.mentor"] <= 12
        usual = {"draft.check_in", "draft.reminder", "digest.mentor", "closing.farewell"}
        assert set(mentor) == usual | {"wellbeing.question"}
        assert mentor["wellbeing.question"] == 1
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome"] + ["prompt.week"] * 12


async def test_a_day_without_the_platform_loses_and_doubles_nothing(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Wed 3 Mar 12:00")
        cohort.surface.is_down = True
        await cohort.says("L1", "I want to die", at="Thu 4 Mar 08:00", in_="#g1")
        await cohort.until("Thu 4 Mar 20:00")
        assert not [shown for shown in cohort.surface.shown if shown.card.kind == "check_in.open"]

        cohort.surface.is_down = False
        await cohort.until("Fri 5 Mar 12:00")

        kinds = Counter((shown.to, shown.card.kind) for shown in cohort.surface.shown)
        assert kinds["L1", "crisis.reply"] == 1
        assert kinds["L1", "check_in.open"] == 1
        assert kinds["L2", "check_in.open"] == 1
        assert kinds["C1", "case.alert"] >= 1


async def test_a_late_question_says_so_and_one_too_late_is_told_to_the_coordinators(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.play.clock.set(cohort.at("Mon 1 Mar 12:00"))
        await cohort.play.house.engine.beat()
        assert "later than usual" in cohort.last("g1", "prompt.week").text

        cohort.play.clock.set(cohort.at("Mon 8 Mar 17:00"))
        await cohort.play.house.engine.beat()

        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        assert "prompt.skipped" in cohort.dms_to("C1")


async def test_after_three_weeks_down_only_the_newest_question_comes(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.play.clock.set(cohort.at("Mon 22 Mar 10:00"))
        await cohort.play.house.engine.beat()

        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        assert "Week 4" in cohort.last("g1", "prompt.week").title


async def test_a_restart_at_any_minute_changes_nothing(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 15 Mar 12:00")
        whole = [(line.at, line.to, line.kind, line.text) for line in cohort.lines]

    (world.folder / "again").mkdir()
    again = World(world.folder / "again", world.made)
    async with again(learners="L1 L2") as cohort:
        for when in ("Mon 1 Mar 08:59", "Thu 4 Mar 09:00", "Sat 6 Mar 10:01", "Sun 7 Mar 19:59", "Mon 8 Mar 10:00"):
            await cohort.until(when)
            await cohort.play.restart()
        await cohort.until("Mon 15 Mar 12:00")

        assert [(line.at, line.to, line.kind, line.text) for line in cohort.lines] == whole
