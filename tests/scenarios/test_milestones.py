"""Before a milestone: a light reminder, a softer week, and each person's own date on their page."""

from bot.cards import Card
from tests.world import Cohort, World

DUE = """
[[milestone]]
name = "Main assignment"
due_on = 2027-03-19
main = true
"""
HOLIDAY = '[[holiday]]\non = 2027-03-12\nname = "A day off"\n'
POST, CLOSE = "milestone.post", "milestone.close"


def posts(cohort: Cohort, kind: str = POST) -> list[str]:
    return [f"{line.at:%a %d %b %H:%M}" for line in cohort.lines if line.to == "g1" and line.kind == kind]


def fields(card: Card) -> dict[str, str]:
    return {field.name: field.value for field in card.fields}


async def test_a_group_is_reminded_seven_and_two_days_before_at_its_own_hour(world: World) -> None:
    async with world(learners="L1", extra=DUE) as cohort:
        await cohort.until("Fri 26 Mar 12:00")

        assert posts(cohort) == ["Fri 12 Mar 09:00", "Wed 17 Mar 09:00"]
        assert not any(line.to == "L1" and line.kind.startswith("milestone.") for line in cohort.lines)


async def test_a_deadline_post_that_falls_on_a_holiday_goes_on_the_working_day_before(world: World) -> None:
    async with world(learners="L1", extra=DUE + HOLIDAY) as cohort:
        await cohort.until("Fri 26 Mar 12:00")

        assert posts(cohort) == ["Thu 11 Mar 09:00", "Wed 17 Mar 09:00"]


async def test_before_a_main_date_the_week_is_lighter_and_mentors_know(world: World) -> None:
    async with world(learners="L1", extra=DUE) as cohort:
        await cohort.until("Sat 20 Mar 12:00")

        questions = [line.text for line in cohort.lines if line.to == "g1" and line.kind == "prompt.week"]
        assert ["that is enough for one week" in text for text in questions] == [False, False, True]
        told = [line for line in cohort.lines if line.kind == "milestone.mentors"]
        assert [(line.to, f"{line.at:%d %b}") for line in told] == [("M1", "12 Mar"), ("M2", "12 Mar")]
        assert "I ask less and say it more softly" in told[0].text


async def test_softer_words_change_no_step_of_the_ladder(world: World) -> None:
    plain, soft = [], []
    for kinds, extra in ((plain, ""), (soft, DUE)):
        async with world(learners="L1", extra=extra) as cohort:
            await cohort.until("Mon 15 Mar 12:00")
            kinds += [
                line.kind for line in cohort.lines if line.to in ("L1", "M1") and line.kind != "milestone.mentors"
            ]
            reminders = [line.text for line in cohort.lines if line.kind == "check_in.reminder"]

    assert soft == plain
    assert "leave it if you like" in reminders[-1]
    assert "leave it if you like" not in reminders[0]


async def test_everybody_sees_the_dates_ahead_on_their_page(world: World) -> None:
    async with world(learners="L1", extra=DUE) as cohort:
        await cohort.commands("L1", "/peer me", at="Tue 2 Mar 12:00")
        assert "Main assignment, Friday 19 March" in fields(cohort.last("L1"))["Your dates"]

        await cohort.commands("L1", "/peer me", at="Sat 20 Mar 12:00")
        assert "Your dates" not in fields(cohort.last("L1"))


async def test_without_milestones_nothing_of_it_happens(world: World) -> None:
    async with world(learners="L1", weeks=2) as cohort:
        await cohort.until("Wed 17 Mar 12:00")

        assert [line.kind for line in cohort.lines if line.kind.startswith("milestone.")] == []
