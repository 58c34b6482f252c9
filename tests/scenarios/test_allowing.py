"""What false alarms teach: the phrase is proposed, seen on demand alone, and shields nothing but itself."""

from bot.domain.allowances import AllowState
from tests.scenarios.test_mydata import erase
from tests.scenarios.test_safety import cases
from tests.world import Cohort, World

IDIOM = "honestly I want to die from this pun, who wrote it"
PHRASE = "honestly I want to die from this pun"
MORE = "and I want to die, really"


async def _false_alarm(cohort: Cohort) -> None:
    await cohort.says("L1", IDIOM, at="Wed 3 Mar 12:00", in_="#g1")
    await cohort.presses("C1", "False alarm")


async def test_a_false_alarm_offers_the_phrase_and_shows_it_only_when_asked(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await _false_alarm(cohort)
        closed = cohort.last("C1", "case.closed")
        assert "pun" not in closed.text
        async with await cohort.tx() as tx:
            assert not [row for row in await tx.audit.about([(await cases(cohort))[0].id]) if "phrase" in row.what]

        await cohort.presses("C1", "The phrase that alarmed")

        assert cohort.form("C1").inputs[0].value == PHRASE
        async with await cohort.tx() as tx:
            looked = [row.what for row in await tx.audit.about([(await cases(cohort))[0].id])]
        assert looked[-1] == "case.phrase_read"


async def test_an_allowed_phrase_alarms_nobody_and_what_stands_beside_it_still_does(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await _false_alarm(cohort)
        await cohort.presses("C1", "The phrase that alarmed")
        await cohort.submits("C1", phrase=PHRASE)
        assert cohort.last("C1").kind == "case.phrase_allowed"
        before = cohort.dms_to("C1")

        await cohort.says("L2", f"{PHRASE} again!", at="Thu 4 Mar 12:00", in_="#g1")
        assert cohort.dms_to("C1") == before
        await cohort.says("L2", f"{PHRASE} {MORE}", at="Thu 4 Mar 12:10", in_="#g1")

        assert len(await cases(cohort)) == 2
        await cohort.presses("C1", "The phrase that alarmed", on="case.closed")
        assert "no phrase to decide on" in cohort.last("C1").text


async def test_a_phrase_that_would_switch_the_rule_off_is_refused_and_nothing_may_be_allowed(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await _false_alarm(cohort)
        await cohort.presses("C1", "The phrase that alarmed")
        await cohort.submits("C1", phrase="I want to die")
        assert cohort.form("C1").inputs[0].value == "I want to die"  # the form came back

        await cohort.submits("C1", phrase="")

        assert cohort.last("C1").kind == "case.phrase_left"
        await cohort.says("L2", IDIOM, at="Thu 4 Mar 12:00", in_="#g1")
        assert len(await cases(cohort)) == 2


async def test_nothing_is_proposed_from_a_case_that_is_kept_from_somebody(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "I know where you live and I will come", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "False alarm")

        assert "case.phrase" not in [button.action.name for button in cohort.last("C1", "case.closed").buttons]


async def test_what_a_coordinator_allowed_outlives_the_words_of_whoever_wrote_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await _false_alarm(cohort)
        await cohort.presses("C1", "The phrase that alarmed")
        await cohort.submits("C1", phrase=PHRASE)
        before = len(await cases(cohort))

        await erase(cohort, "L1", at="Thu 4 Mar 11:00")
        await cohort.says("L2", f"{PHRASE} again!", at="Thu 4 Mar 12:00", in_="#g1")

        assert len(await cases(cohort)) == before


async def test_a_proposal_goes_with_the_words_of_whoever_wrote_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await _false_alarm(cohort)
        await erase(cohort, "L1", at="Thu 4 Mar 11:00")

        await cohort.presses("C1", "The phrase that alarmed", on="case.closed")

        assert "no phrase to decide on" in cohort.last("C1").text


async def test_a_phrase_with_somebodys_name_in_it_is_not_allowed(world: World) -> None:
    async with world(learners="L1 L2", L2={"name": "Marisol Quint"}) as cohort:
        await cohort.says("L1", "honestly I want to die from Marisol, great pun", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "False alarm")
        await cohort.presses("C1", "The phrase that alarmed")
        offered = cohort.form("C1").inputs[0].value

        await cohort.submits("C1", phrase=offered)

        assert "Marisol" in offered
        assert cohort.form("C1").inputs[0].value == offered  # the form came back
        async with await cohort.tx() as tx:
            [one] = await tx.allowances.in_cohort((await tx.cohorts.by_handle("test")).id)
        assert one.state is AllowState.PROPOSED
