"""Everybody reads their own language; a channel speaks the cohort's; who changes it keeps it."""

from bot.events import ProfileSeen
from tests.world import Cohort, World

SPANISH, FRENCH = {"language": "es"}, {"language": "fr"}


def _buttons(cohort: Cohort, who: str, kind: str) -> list[str]:
    return [button.label for button in cohort.last(who, kind).buttons]


async def test_two_people_of_one_group_read_two_languages_and_their_channel_the_cohorts(world: World) -> None:
    async with world("L1 L2", L1=SPANISH) as cohort:
        await cohort.until("Thu 4 Mar 12:00")

        assert cohort.last("L1", "check_in.open").title.startswith("Tu puesta al día")
        assert cohort.last("L2", "check_in.open").title.startswith("Your check-in")
        assert "gets one question a week" in cohort.last("g1", "prompt.week").why


async def test_somebody_changes_their_language_in_the_chat_and_everything_after_comes_in_it(world: World) -> None:
    async with world("L1 L2") as cohort:
        await cohort.commands("L1", "/peer my language", at="Mon 1 Mar 12:00")
        assert _buttons(cohort, "L1", "language.page") == ["Español", "Français", "Português"]

        await cohort.presses("L1", "Français")

        assert "Français" in cohort.last("L1", "language.chosen").text
        member = await cohort.member("L1")
        assert (member.language, member.knows_language) == ("fr", True)
        await cohort.until("Thu 4 Mar 12:00")
        assert cohort.last("L1", "check_in.open").title.startswith("Ton point")
        assert cohort.last("L1", "check_in.open").language == "fr"


async def test_a_profile_does_not_undo_what_somebody_chose(world: World) -> None:
    async with world("L1", L1={"timezone": None, "language": None}) as cohort:
        await cohort.commands("L1", "/peer my language", at="Mon 1 Mar 12:00")
        await cohort.presses("L1", "Português")

        seen = ProfileSeen("profile:1", cohort.play.clock.now(), cohort.account("L1"), "Africa/Nairobi", "es-ES")
        await cohort.play.house.app.handle(seen)

        assert (await cohort.member("L1")).language == "pt"


async def test_a_draft_in_a_mentors_name_is_in_the_language_of_whoever_gets_it(world: World) -> None:
    async with world("L1", L1=SPANISH, M1=FRENCH) as cohort:
        await cohort.until("Mon 15 Mar 12:00")
        draft = cohort.last("M1", "draft.check_in")

        assert draft.language == "fr"
        assert "> Hola" in draft.text
        await cohort.presses("M1", draft.buttons[0].label)
        assert cohort.last("L1", "reach_out.message").text.startswith("Hola")
        assert cohort.last("L1", "reach_out.message").language == "es"


async def test_a_refusal_a_form_and_a_stranger_are_answered_in_the_readers_language(world: World) -> None:
    async with world("L1 L2", L1=SPANISH) as cohort:
        await cohort.commands("L1", "/peer nonsense", at="Mon 1 Mar 12:00")
        assert "No conozco" in cohort.last("L1").text
        await cohort.commands("L1", "/coord report")
        assert "coordinación" in cohort.last("L1").text
        await cohort.commands("L1", "/peer away")
        assert cohort.form("L1").language == "es"


async def test_a_message_on_its_way_knows_what_it_is_written_in(world: World) -> None:
    async with world("L1 L2", L1=SPANISH) as cohort:
        await cohort.until("Thu 4 Mar 12:00")
        async with await cohort.tx() as tx:
            sent = await tx.outbox.to_member((await cohort.member("L1")).id, 1)

        assert [one.card.language for one in sent] == ["es"]


async def test_whoever_reads_a_language_no_rule_looks_for_knows_that_words_in_it_go_unnoticed(world: World) -> None:
    async with world(learners="L1 L2", L1={"language": "es"}) as cohort:
        await cohort.commands("L1", "/peer privacy", at="Wed 3 Mar 12:00")
        await cohort.commands("L2", "/peer privacy")

        assert "las reglas leen solo English" in cohort.last("L1").text
        assert "the rules read only" not in cohort.last("L2").text
