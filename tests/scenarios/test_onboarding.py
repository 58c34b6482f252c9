"""The first words: everything needed for a free choice, in the words of one's own part."""

from bot.cards import Card
from bot.domain.members import MemberState
from tests.world import World

MILESTONE = (
    '[[milestone]]\nname = "First draft"\ndue_on = 2027-03-20\n[[milestone]]\nname = "Hand in"\ndue_on = 2027-04-10\n'
)
INVITED = {"consented": False}


def whole(card: Card) -> str:
    return "\n".join([card.title, card.text, *(f"{field.name}: {field.value}" for field in card.fields)])


async def test_the_invitation_says_purpose_time_milestones_support_limits_privacy_and_the_choice(world: World) -> None:
    async with world(learners="L1", goals="Everybody hands in.", extra=MILESTONE, L1=INVITED) as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        text = whole(cohort.last("L1", "onboarding.invitation"))
        for told in (
            "not a person",
            "small group",
            "What it is for: Everybody hands in.",
            "8 weeks, from Monday 1 March to Sunday 25 April; about two hours a week",
            "First draft, Saturday 20 March\nHand in, Saturday 10 April",
            "Name C1, Name C2",
            "does not replace it",
            "risk of serious harm",
            "never about the person",
            "Privacy, notice 1",
            "`/peer privacy`",
        ):
            assert told in text, told
        labels = [button.label for button in cohort.last("L1", "onboarding.invitation").buttons]
        assert labels == ["Start", "Not now", "Decline"]


async def test_mentors_are_told_what_is_theirs_guides_not_graders_confidential_and_whom_to_ask(world: World) -> None:
    async with world(learners="L1", M2=INVITED) as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        text = whole(cohort.last("M2", "onboarding.invitation"))
        for told in (
            "a guide, not a grader",
            "you don't rewrite people's work",
            "stays between you, except where somebody is at risk of serious harm",
            "Name C1, Name C2",
            "the goal is 30 minutes",
            "an hour for each of your learners",
            "does not replace it",
        ):
            assert told in text, told
        assert "your mentor" not in text
        await cohort.presses("M2", "Start")
        await cohort.submits("M2", consent="yes")
        assert "/mentor script" in cohort.last("M2", "onboarding.begun").text


async def test_nothing_is_tracked_before_somebody_agrees_and_consent_is_kept_with_version_and_time(
    world: World,
) -> None:
    async with world(learners="L1", L1=INVITED) as cohort:
        await cohort.says("L1", "hello all", at="Mon 1 Mar 12:00", in_="#g1")
        await cohort.presses("L1", "Start")
        await cohort.submits("L1", consent="no")
        assert cohort.last("L1").kind == "onboarding.not_agreed"
        assert (await cohort.member("L1")).consent_version == 0

        await cohort.presses("L1", "Start")
        await cohort.submits("L1", consent="yes", country="PT")
        await cohort.says("L1", "hello again", in_="#g1")

        member = await cohort.member("L1")
        assert (member.consent_version, member.consented_at) == (1, cohort.at("Mon 1 Mar 12:00"))
        assert (member.state, member.country) == (MemberState.ACTIVE, "PT")
        async with await cohort.tx() as tx:
            assert await tx.participations.of_member(member.id, cohort.at("Mon 1 Mar 00:00")) == 1


async def test_two_reminders_then_one_list_for_the_coordinators_and_then_silence(world: World) -> None:
    async with world(learners="L1 L2 L3", onboarding="2027-02-15", L1=INVITED, L2=INVITED) as cohort:
        await cohort.until("Mon 22 Feb 10:59")
        assert cohort.dms_to("L1") == ["onboarding.invitation", "onboarding.reminder", "onboarding.reminder"]
        assert "last time I ask" in cohort.last("L1").text
        assert "onboarding.waiting" not in cohort.dms_to("C1")

        await cohort.until("Mon 29 Mar 12:00")
        assert len(cohort.dms_to("L1")) == 3
        waiting = cohort.last("C1", "onboarding.waiting")
        assert cohort.dms_to("C1").count("onboarding.waiting") == 1
        assert "2 people" in waiting.text
        assert "Name L1 (L1)\n- Name L2 (L2)" in waiting.text


async def test_nobody_missing_is_no_message_to_the_coordinators(world: World) -> None:
    async with world(learners="L1", onboarding="2027-02-15") as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        assert "onboarding.waiting" not in cohort.dms_to("C1")


async def test_who_comes_late_gets_the_same_beginning_and_a_short_catch_up(world: World) -> None:
    async with world(learners="L1 L2", L1=INVITED) as cohort:
        await cohort.presses("L1", "Start", at="Wed 17 Mar 12:00")
        await cohort.submits("L1", consent="yes")

        begun = cohort.last("L1", "onboarding.begun")
        text = whole(begun)
        for told in (
            "It is week 3 of 8, and there is nothing to make up",
            "This week: Week 3",
            "1. Week 1\n2. Week 2",
            "Your group is Group One. Your mentor is Name M1.",
            "Your first check-in: Thursday 18 March",
        ):
            assert told in text, told
        assert "in week 3" in cohort.last("M1", "onboarding.joined").text
        await cohort.until("Thu 18 Mar 12:00")
        assert cohort.dms_to("L1")[-1] == "check_in.open"
        async with await cohort.tx() as tx:
            history = await tx.check_ins.history((await cohort.member("L1")).id)
        assert [check_in.week for check_in in history if check_in.is_open] == [3]


async def test_a_change_of_settings_is_saved_on_the_new_clock_and_a_pause_stays_one(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer start", at="Mon 1 Mar 12:00")
        assert cohort.form("L1").title == "Your settings"
        await cohort.submits("L1", timezone="New York", quiet_hours="22:00-07:00", consent="yes")
        assert "Your clock is America/New_York, quiet from 22:00 to 07:00." in cohort.last("L1").text

        await cohort.until("Thu 4 Mar 13:59")
        assert "check_in.open" not in cohort.dms_to("L1")
        await cohort.until("Thu 4 Mar 14:00")
        assert cohort.dms_to("L1") == ["check_in.open"]

        await cohort.commands("L1", "/peer pause")
        await cohort.commands("L1", "/peer start")
        await cohort.submits("L1", consent="yes")
        assert "still paused" in cohort.last("L1").text
        assert (await cohort.member("L1")).state is MemberState.PAUSED


async def test_every_field_that_does_not_fit_is_named_and_nothing_is_half_saved(world: World) -> None:
    async with world(learners="L1", L1=INVITED) as cohort:
        await cohort.presses("L1", "Start", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", timezone="Lisbn", quiet_hours="late", consent="yes")

        assert cohort.form("L1").title == "Before we start"
        assert (await cohort.member("L1")).state is MemberState.INVITED


async def test_a_closed_door_puts_one_start_button_into_the_cohorts_channel_and_names_nobody(world: World) -> None:
    async with world(learners="L1 L2", onboarding="2027-02-15", L1=INVITED, L2=INVITED) as cohort:
        cohort.surface.closed.update({"L1", "L2"})
        await cohort.until("Mon 22 Feb 12:00")

        assert cohort.in_channel("cohort") == ["onboarding.door"]
        door = cohort.last("cohort", "onboarding.door")
        assert "Name" not in door.text + door.title
        assert "their private messages are closed to me" in cohort.last("C1", "onboarding.waiting").text
        await cohort.presses("L1", "Start", on="onboarding.door")
        await cohort.submits("L1", consent="yes")
        assert (await cohort.member("L1")).is_active


async def test_the_form_asks_for_no_more_than_it_needs_and_has_boundaries_acknowledged(world: World) -> None:
    async with world(learners="L1", L1=INVITED) as cohort:
        await cohort.presses("L1", "Start", at="Mon 1 Mar 12:00")

        asked = {field.name: field for field in cohort.form("L1").inputs}
        assert list(asked) == ["timezone", "quiet_hours", "country", "share", "consent"]
        assert not asked["country"].is_required
        assert not asked["share"].is_required
        assert asked["consent"].label == "Privacy notice and ground rules"
