"""What people want to reach and how they like to work: optional, theirs, and shown to them again."""

from bot.domain.aims import Aims
from bot.domain.members import MeetingFormat
from tests.world import World

TWO, FOUR = "I have asked one real question", "A draft that somebody read"


async def test_goals_are_shown_again_in_week_two_and_four_to_their_owner_alone(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my goals", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", by_week_2=TWO, by_week_4=FOUR, hours="3", stage="2")
        kept = cohort.last("L1", "aims.kept")
        assert "keep 4 free" in kept.text

        await cohort.until("Wed 10 Mar 12:00")
        assert cohort.last("L1", "aims.again").fields[0].value == TWO
        await cohort.presses("L1", "On my way")
        await cohort.until("Wed 31 Mar 12:00")
        assert cohort.dms_to("L1").count("aims.again") == 2
        assert cohort.last("L1", "aims.again").fields[0].value == FOUR
        for who in ("L2", "M1", "C1", "C2"):
            assert "aims.again" not in cohort.sent_to(who)


async def test_a_talk_reaches_the_mentor_without_a_word_of_what_was_written(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer my goals", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", by_week_2=TWO)
        await cohort.presses("L1", "I'd like to talk", at="Wed 10 Mar 12:00")

        card = cohort.last("M1", "aims.wants_to_talk")
        assert TWO not in card.text
        assert [button.label for button in card.buttons] == ["Draft a message"]
        assert "Name M1 knows" in cohort.last("L1", "aims.talk").text


async def test_goals_may_change_and_the_form_opens_with_what_stands_there(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer my goals", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", by_week_2=TWO, access="Captions, please")
        await cohort.presses("L1", "It has changed", at="Wed 10 Mar 12:00")

        values = {asked.name: asked.value for asked in cohort.form("L1").inputs if hasattr(asked, "value")}
        assert (values["by_week_2"], values["access"]) == (TWO, "Captions, please")


async def test_who_says_nothing_is_not_asked_again_and_a_field_that_does_not_fit_saves_nothing(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer my goals", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", by_week_2=TWO, hours="lots")
        assert "aims.kept" not in cohort.sent_to("L1")
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            assert await tx.aims.of(member.id) == Aims(member.id)

        await cohort.until("Thu 1 Apr 12:00")
        assert "aims.again" not in cohort.dms_to("L1")
        assert "aims.again" not in cohort.dms_to("L2")


async def test_how_somebody_works_is_kept_for_pairing_and_hours_for_sessions(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer my profile", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", style="Structured", format="chat", slots="Tue 19:00-21:00")

        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            traits = await tx.traits.of(member.id)
        assert (traits.style, traits.format) == ("structured", MeetingFormat.CHAT)
        assert member.availability == "Tue 19:00-21:00"
        await cohort.commands("L1", "/peer my profile")
        await cohort.submits("L1", slots="whenever")
        assert (await cohort.member("L1")).availability == "Tue 19:00-21:00"


async def test_who_has_just_started_is_offered_both_forms(world: World) -> None:
    async with world(learners="L1 L2", L1={"consented": False}) as cohort:
        await cohort.presses("L1", "Start", at="Wed 17 Mar 12:00")
        await cohort.submits("L1", consent="yes")

        labels = [button.label for button in cohort.last("L1", "onboarding.begun").buttons]
        assert labels[:2] == ["My goals", "How I work"]


async def test_words_that_ask_for_a_person_reach_one_from_every_box_and_are_passed_on_from_none(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        said = "I want to kill myself"
        await cohort.commands("L1", "/peer my goals", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", by_week_2=said)
        assert cohort.last("L1", "aims.kept").fields[0].value == said
        await cohort.commands("L2", "/peer my profile")
        await cohort.submits("L2", words=said, share="yes")
        await cohort.commands("L3", "/peer my group")
        await cohort.presses("L3", "Add a line to our norms", on="group.page")
        await cohort.submits("L3", text=said)

        assert all("crisis.reply" in cohort.sent_to(who) for who in ("L1", "L2", "L3"))
        assert [cohort.sent_to(who)[-2] for who in ("L2", "L3")].count("words.held_back") == 2
        assert cohort.sent_to("C1").count("case.alert") == 3
        assert "norms.asked" not in cohort.sent_to("M1")


async def test_the_time_somebody_plans_comes_as_a_line_for_their_own_calendar(world: World) -> None:
    async with world(learners="L1", L1={"availability": "Wed 19:00-21:00;Sat 09:00-10:00"}) as cohort:
        await cohort.commands("L1", "/peer my goals", at="Mon 8 Mar 12:00")
        await cohort.submits("L1", hours="3")
        await cohort.presses("L1", "Put it into my calendar")
        (asked,) = cohort.form("L1").inputs
        assert getattr(asked, "value", "") == "Wed 19:00-21:00"
        await cohort.submits("L1", slot="in the evening")
        assert "aims.in_calendar" not in cohort.sent_to("L1")
        await cohort.submits("L1", slot="Wed 19:00-21:00")

        file = cohort.last("L1", "aims.in_calendar").attachment
        assert file is not None
        assert (file.title, file.zone) == ("Kith: time to learn", "Europe/Lisbon")
        assert (file.starts_at, file.weekly_until) == (cohort.at("Wed 10 Mar 19:00"), cohort.at("Wed 21 Apr 19:00"))
        await cohort.presses("L1", "One more", at="Sat 24 Apr 12:00")
        await cohort.submits("L1", slot="Mon 08:00-09:00")
        assert cohort.last("L1").kind == "aims.no_day_left"
