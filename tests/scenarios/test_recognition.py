"""Recognition: a good word asks first, badges have no rank, and an invitation to come back is answered yes or no."""

from bot.domain.recognition import Badge, Deeds, badges
from tests.world import World

NOON = "Tue 2 Mar 12:00"
WORDS = "You asked the question I had not dared to ask"


async def test_a_good_word_is_posted_only_when_the_one_it_is_about_says_yes(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", f"/peer kudos @L2 {WORDS}", at=NOON)

        assert WORDS in cohort.last("L2", "kudos.asked").text
        assert "kudos.posted" not in cohort.in_channel("g1")
        await cohort.presses("L2", "Yes, post it")
        assert cohort.in_channel("g1")[-1] == "kudos.posted"
        async with await cohort.tx() as tx:
            (kept,) = await tx.kudos.in_cohort((await cohort.member("L1")).cohort_id)
        assert kept.words == ""


async def test_a_good_word_that_stays_between_two_is_posted_nowhere_and_nobody_learns_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer kudos @L2", at=NOON)
        await cohort.submits("L1", words=WORDS)
        before = cohort.sent_to("L1")
        await cohort.presses("L2", "Keep it between us")

        assert cohort.sent_to("L1") == before
        assert "kudos.posted" not in cohort.in_channel("g1")
        await cohort.presses("L2", "Yes, post it")
        assert cohort.last("L2").kind == "kudos.settled"


async def test_nobody_praises_themselves_nor_somebody_who_is_not_here_nor_without_end(world: World) -> None:
    async with world(learners="L1 L2 L3", L3={"consented": False}) as cohort:
        await cohort.commands("L1", f"/peer kudos @L1 {WORDS}", at=NOON)
        assert cohort.last("L1").kind == "thanks.own"
        await cohort.commands("L1", f"/peer kudos @L3 {WORDS}")
        assert cohort.last("L1").kind == "thanks.nobody"
        for _ in range(5):
            await cohort.commands("L1", f"/peer kudos @M1 {WORDS}")
        await cohort.commands("L1", f"/peer kudos @M1 {WORDS}")
        assert cohort.last("L1").kind == "kudos.enough"


async def test_a_mentor_may_be_praised_too_in_the_group_they_look_after(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", f"/peer kudos @M1 {WORDS}", at=NOON)
        await cohort.presses("M1", "Yes, post it")

        assert cohort.in_channel("g1")[-1] == "kudos.posted"


async def test_the_end_says_what_somebody_gave_and_the_group_sees_it_only_at_their_wish(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await cohort.commands("L1", f"/peer kudos @L2 {WORDS}", at=NOON)
        await cohort.until("Mon 8 Mar 18:00")

        assert "Good word" in next(f.value for f in cohort.last("L1").fields if f.name == "What you gave")
        assert "recognition.shown" not in cohort.in_channel("g1")
        await cohort.presses("L1", "Show my group")
        await cohort.presses("L1", "Show my group")
        assert cohort.in_channel("g1").count("recognition.shown") == 1


async def test_somebody_without_badges_is_offered_none_and_nobody_is_compared(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await cohort.until("Mon 8 Mar 18:00")

        farewell = cohort.last("L1", "closing.farewell")
        assert "Show my group" not in [button.label for button in farewell.buttons]
        assert "What you gave" not in [field.name for field in farewell.fields]


async def test_an_invitation_to_come_back_is_answered_yes_or_no_and_recorded(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await cohort.until("Mon 8 Mar 18:00")
        await cohort.presses("L1", "I'd come back as a peer mentor")
        await cohort.presses("L1", "I'd come back as a peer mentor")
        await cohort.presses("L2", "Not for me", at="Thu 11 Mar 12:00")

        told = [line for line in cohort.lines if line.kind == "return.told"]
        assert len(told) == 1
        assert "Name L1" in told[0].text
        one, two = await cohort.member("L1"), await cohort.member("L2")
        async with await cohort.tx() as tx:
            assert await tx.facts.get(f"returns:{one.id}") == "yes"
            assert await tx.facts.get(f"returns:{two.id}") == "no"


async def test_a_peer_mentor_of_an_earlier_cohort_is_introduced_with_the_group(world: World) -> None:
    async with world(learners="L1 L2", M2={"alumnus": True}, peer_mentors="M2") as cohort:
        await cohort.until("Mon 1 Mar 10:00")

        welcome = next(line.card for line in cohort.lines if line.kind == "group.welcome")
        assert "Name M2: here as peer mentor" in welcome.fields[0].value


def test_badges_say_what_somebody_gave_and_more_of_it_gives_no_other_one() -> None:
    once, often = Deeds(1, 1, 1, 1, 1), Deeds(9, 3, 4, 12, 30)

    assert badges(once) == badges(often) == tuple(Badge)
    assert badges(Deeds()) == ()
    assert badges(Deeds(kudos_received=1)) == (Badge.APPRECIATED,)
