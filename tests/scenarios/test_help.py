"""Help is visible to everybody at any time: who, how fast, and the limits of what peers can do."""

import pytest

from tests.world import World

SERVICES = """
[[service]]
name = "Student clinic"
about = "a doctor"
reach = "0800 000"
country = "DE"
verified_on = 2027-03-01
[[service]]
name = "Housing office"
about = "a place to live"
reach = "housing@example.org"
country = "PT"
verified_on = 2026-03-01
"""
EVERYBODY = ("L1", "M1", "C1")


@pytest.mark.parametrize("who", EVERYBODY)
async def test_anybody_sees_at_any_time_who_is_there_and_how_fast(world: World, who: str) -> None:
    contact = {"country": "PT"}
    async with world(learners="L1", L1=contact, M1=contact, C1=contact) as cohort:
        await cohort.commands(who, "/peer help", at="Sun 7 Mar 03:00")

        card = cohort.last(who, "help.page")
        for told in ("112", "1411", "the one on duty first: Name C1, Name C2"):
            assert told in card.text
        for told in ("within 30 minutes", "every day 07:00 to 22:00; within 4 hours", "on working days 09:00 to 17:00"):
            assert told in card.fields[0].value
        await cohort.commands(who, "/peer limits")
        assert "does not replace it" in cohort.last(who).text
        assert "Name C1, Name C2" in cohort.last(who).text


async def test_whom_to_write_to_when_the_bot_is_broken_stands_on_the_page(world: World) -> None:
    async with world(learners="L1", help_contact="help@example.org") as cohort:
        await cohort.commands("L1", "/peer help", at="Tue 2 Mar 12:00")

        assert "If I don't answer: help@example.org." in cohort.last("L1").text


async def test_places_to_turn_besides_helplines_stand_on_the_page_and_are_looked_up_again(world: World) -> None:
    async with world(learners="L1", extra=SERVICES, L1={"country": "PT"}) as cohort:
        await cohort.commands("L1", "/peer help", at="Tue 2 Mar 12:00")
        await cohort.commands("C1", "/coord report")

        shown = cohort.last("L1", "help.page").fields[-1].value
        assert shown == "- **Housing office:** a place to live. housing@example.org"
        assert any(
            "look up again" in field.value and "Housing office" in field.value for field in cohort.last("C1").fields
        )


async def test_a_question_goes_to_the_coordinator_and_to_the_mentor_only_if_the_learner_says_so(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer help my mentor never answers", at="Tue 2 Mar 12:00")
        assert "Name C1 hears of it, and the next person if they can't; nobody else" in cohort.last("L1").text
        assert cohort.dms_to("M1") == ["digest.mentor"]

        await cohort.presses("L1", "Tell my mentor too")

        assert "asked for help" in cohort.last("M1", "help.mentor").text
        assert "never answers" not in cohort.last("M1", "help.mentor").text


async def test_an_urgent_question_is_told_at_night_and_any_other_one_in_working_hours(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer help", at="Tue 2 Mar 23:00")
        await cohort.presses("L1", "Write to a coordinator")
        await cohort.submits("L1", text="somebody threatens me", urgent="yes")
        assert cohort.dms_to("C1").count("case.alert") == 1
        assert "within 4 hours" in cohort.last("L1").text

        await cohort.commands("L2", "/peer help where do I hand in?")

        def alerts(name: str) -> int:
            return sum(line.kind == "case.alert" and name in line.text for line in cohort.lines if line.to == "C1")

        assert (alerts("Name L1"), alerts("Name L2")) == (1, 0)
        await cohort.until("Wed 3 Mar 09:00")
        assert alerts("Name L2") == 1


async def test_the_way_to_the_page_and_the_dates_on_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord pace L1 2", at="Tue 2 Mar 12:00")
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        await cohort.commands("L1", "/peer me")

        assert "Next check-in: Thursday 18 March, 09:00" in str(cohort.last("L1").fields)
