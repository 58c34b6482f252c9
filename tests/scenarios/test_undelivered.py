"""A closed door: nothing is posted anywhere else, nobody is left in the dark, and what waited is shown in private."""

from tests.world import World

SENTENCE = "I don't want to be here anymore"


async def test_a_crisis_reply_waits_for_the_next_private_word_and_the_coordinator_is_told_at_once(
    world: World,
) -> None:
    async with world(learners="L1", L1={"country": "US"}) as cohort:
        cohort.surface.closed.add("L1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        assert "case.unreachable" in cohort.dms_to("C1")
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        assert cohort.shown("L1") == []

        await cohort.commands("L1", "/peer me", at="Thu 4 Mar 08:00")

        assert [card.kind for card in cohort.shown("L1")] == ["member.page", "crisis.reply"]
        assert "988" in cohort.shown("L1")[-1].text
        await cohort.commands("L1", "/peer me")
        assert [card.kind for card in cohort.shown("L1")][2:] == ["member.page"], "shown once"
        await cohort.presses("L1", "I'm safe")
        assert cohort.last("L1").kind == "crisis.safe"


async def test_the_coordinators_see_when_the_writer_got_it_after_all(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L1", "hello?", at="Wed 3 Mar 12:30")

        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            (case,) = await tx.cases.in_cohort(member.cohort_id)
            timeline = [entry.what for entry in await tx.cases.timeline(case.id)]
        assert case.learner_told
        assert timeline.index("learner_unreachable") < timeline.index("learner_told")


async def test_nudges_and_mentors_words_wait_too_and_the_coordinator_hears_of_it_once_a_week(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.until("Sun 14 Mar 23:00")

        told = [line for line in cohort.lines if line.kind == "case.unreachable"]
        assert len(told) == 2, "a reminder in week 1; the question and a reminder in week 2"
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week", "prompt.week"]
        await cohort.presses("M1", "Send as it is", at="Mon 15 Mar 12:00", on="draft.check_in")

        await cohort.commands("L1", "/peer me", at="Mon 15 Mar 18:00")
        kinds = [card.kind for card in cohort.shown("L1")]
        assert kinds[0] == "member.page"
        assert "reach_out.message" in kinds
        assert "check_in.open" not in kinds, "its week is over"
        assert len(kinds) <= 4


async def test_an_open_check_in_that_could_not_be_sent_stands_beside_the_next_answer(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.commands("L1", "/peer why", at="Thu 4 Mar 12:00")

        assert [card.kind for card in cohort.shown("L1")] == ["help.why", "check_in.open"]
        assert "direct messages may be closed" in cohort.shown("L1")[0].text
        await cohort.presses("L1", "Going fine")
        assert cohort.last("L1").kind == "check_in.thanks"


async def test_a_form_that_opens_is_left_alone(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.commands("L1", "/peer checkin", at="Thu 4 Mar 12:00")
        assert cohort.shown("L1") == []

        await cohort.submits("L1", mood="fine")
        assert [card.kind for card in cohort.shown("L1")] == ["check_in.thanks"], "answered: nothing to show any more"


async def test_an_alert_somebody_else_took_is_not_shown_to_a_coordinator_later(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("C1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        assert "case.alert" in cohort.dms_to("C2"), "a closed door is not waited for"
        await cohort.until("Wed 3 Mar 12:16")
        await cohort.commands("C1", "/coord rota show")
        kinds = [card.kind for card in cohort.shown("C1")]
        assert kinds.count("case.alert") == 1, "two alerts of one case are one matter"

        await cohort.until("Wed 3 Mar 12:31")
        await cohort.presses("C2", "I have it")
        await cohort.commands("C1", "/coord rota show")
        assert [card.kind for card in cohort.shown("C1")][len(kinds) :] == ["rota.show"]
