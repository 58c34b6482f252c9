"""Where the cohort file names no zone or language a profile says it, else people are asked; what they say stays."""

from bot.cards import TextInput
from bot.events import ProfileSeen
from tests.world import Cohort, World

OPEN = {"timezone": None, "language": None}
NAIROBI, SAO_PAULO = "Africa/Nairobi", "America/Sao_Paulo"


async def profile(cohort: Cohort, who: str, zone: str, locale: str = "") -> None:
    """A platform shows somebody's profile."""
    event = ProfileSeen(f"profile:{who}:{zone}:{locale}", cohort.play.clock.now(), cohort.account(who), zone, locale)
    await cohort.play.house.app.handle(event)
    await cohort.play.house.engine.beat()


def zone_in_form(cohort: Cohort, who: str) -> str:
    [zone] = [given for given in cohort.form(who).inputs if given.name == "timezone"]
    assert isinstance(zone, TextInput)
    return zone.value


async def test_until_anybody_says_it_the_cohorts_zone_and_language_stand_in(world: World) -> None:
    async with world("L1", L1=OPEN) as cohort:
        member = await cohort.member("L1")

        assert (member.timezone, member.knows_zone) == ("Europe/Lisbon", False)
        assert (member.language, member.knows_language) == ("en", False)


async def test_with_the_zone_of_the_profile_everything_comes_by_ones_own_clock(world: World) -> None:
    async with world("L1", L1=OPEN) as cohort:
        await profile(cohort, "L1", SAO_PAULO, "pt-BR")
        await cohort.until("Fri 5 Mar 12:00")

        member = await cohort.member("L1")
        assert (member.timezone, member.language) == (SAO_PAULO, "pt")
        [opened] = [line.at for line in cohort.lines if (line.to, line.kind) == ("L1", "check_in.open")]
        assert f"{opened:%a %H:%M}" == "Thu 12:00"  # nine o'clock there
        assert "onboarding.zone" not in cohort.sent_to("L1")


async def test_an_invitation_is_sent_once_whenever_the_profile_is_seen(world: World) -> None:
    async with world("L1", L1={**OPEN, "consented": False}) as cohort:
        await cohort.until("Mon 1 Mar 12:00")
        await profile(cohort, "L1", SAO_PAULO)
        await cohort.until("Tue 2 Mar 12:00")

        assert cohort.sent_to("L1").count("onboarding.invitation") == 1
        await cohort.presses("L1", "Start")
        assert zone_in_form(cohort, "L1") == SAO_PAULO


async def test_who_starts_without_a_zone_is_asked_by_the_form_alone(world: World) -> None:
    async with world("L1", L1={**OPEN, "consented": False}) as cohort:
        await profile(cohort, "L1", "")
        await cohort.until("Mon 1 Mar 12:00")
        await cohort.presses("L1", "Start")

        assert zone_in_form(cohort, "L1") == ""
        await cohort.submits("L1", timezone="Nairobi", consent="yes")
        member = await cohort.member("L1")
        assert (member.timezone, member.knows_zone) == (NAIROBI, True)
        assert "onboarding.zone" not in cohort.sent_to("L1")


async def test_who_takes_part_already_is_asked_once_and_their_answer_stays(world: World) -> None:
    async with world("L1", L1=OPEN) as cohort:
        await profile(cohort, "L1", "")
        await profile(cohort, "L1", "", "en-GB")
        await cohort.until("Mon 1 Mar 12:00")
        assert cohort.sent_to("L1").count("onboarding.zone") == 1

        await cohort.presses("L1", "Tell it")
        assert zone_in_form(cohort, "L1") == ""
        await cohort.submits("L1", timezone=NAIROBI, consent="yes")
        await profile(cohort, "L1", SAO_PAULO)
        assert (await cohort.member("L1")).timezone == NAIROBI


async def test_what_the_cohort_file_says_is_never_changed_by_a_profile(world: World) -> None:
    async with world("L1", L1={"language": "en"}) as cohort:
        await profile(cohort, "L1", SAO_PAULO, "pt-BR")

        member = await cohort.member("L1")
        assert (member.timezone, member.language) == ("Europe/Lisbon", "en")


async def test_a_profile_with_nonsense_says_nothing(world: World) -> None:
    async with world("L1", L1=OPEN) as cohort:
        await profile(cohort, "L1", "Mars/Olympus", "??")

        member = await cohort.member("L1")
        assert (member.knows_zone, member.knows_language) == (False, False)
