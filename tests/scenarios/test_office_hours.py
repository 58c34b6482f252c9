"""Office hours: one tap books the next one, nobody books what somebody has, and more of them before a deadline."""

from tests.world import World

HOURS = """
[[office_hours]]
host = "M2"
at = "2027-03-09 15:00"
minutes = 30
places = 2
link = "https://meet.example.org/m2"
"""
EXTRA = """
[[milestone]]
name = "Main assignment"
due_on = 2027-03-19
main = true
[[office_hours]]
host = "M1"
at = "2027-03-16 15:00"
minutes = 30
places = 2
before = "Main assignment"
"""


async def test_one_tap_books_the_next_office_hour_and_both_are_reminded(world: World) -> None:
    async with world(extra=HOURS) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Mon 8 Mar 12:00")
        await cohort.presses("L1", "Tue 9 Mar, 15:00, Name M2")
        assert "15 minutes with Name M2" in cohort.last("L1", "office.booked").text
        assert "meet.example.org/m2" in cohort.last("L1").text
        assert "Name L1 comes to your office hour" in cohort.last("M2", "office.new").text

        await cohort.until("Tue 9 Mar 16:00")
        reminded = [(line.to, f"{line.at:%H:%M}") for line in cohort.lines if line.kind == "office.reminder"]
        assert reminded == [("L1", "14:00"), ("M2", "14:00")]


async def test_a_place_that_is_gone_is_answered_with_the_next_free_one(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=HOURS) as cohort:
        for who in ("L1", "L2", "L3"):
            await cohort.commands(who, "/peer my hours", at="Mon 8 Mar 12:00" if who == "L1" else None)
        for who in ("L1", "L2"):
            await cohort.presses(who, "Tue 9 Mar, 15:00, Name M2")
        assert cohort.last("L2").kind == "office.taken"
        assert "The next free place is Tuesday 9 March, 15:15 with Name M2" in cohort.last("L2").text
        await cohort.presses("L2", "Tue 9 Mar, 15:15, Name M2")
        assert cohort.last("L2").kind == "office.booked"

        await cohort.presses("L3", "Tue 9 Mar, 15:00, Name M2")
        assert cohort.last("L3").kind == "office.none"


async def test_a_place_given_back_is_free_again_and_the_other_hears_of_it(world: World) -> None:
    async with world(extra=HOURS) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Mon 8 Mar 12:00")
        await cohort.presses("L1", "Tue 9 Mar, 15:00, Name M2")
        await cohort.commands("L1", "/peer my hours")
        await cohort.presses("L1", "Give back Tue 9 Mar, 15:00")
        assert "Name L1 can't make Tuesday 9 March, 15:00" in cohort.last("M2", "office.off").text

        await cohort.commands("L2", "/peer my hours")
        await cohort.presses("L2", "Tue 9 Mar, 15:00, Name M2")
        await cohort.until("Tue 9 Mar 16:00")
        assert [line.to for line in cohort.lines if line.kind == "office.reminder"] == ["L2", "M2"]


async def test_both_calendars_get_the_place_and_lose_it_again(world: World) -> None:
    async with world(extra=HOURS) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Mon 8 Mar 12:00")
        await cohort.presses("L1", "Tue 9 Mar, 15:00, Name M2")
        booked = [cohort.last("L1", "office.booked").attachment, cohort.last("M2", "office.new").attachment]
        await cohort.presses("M2", "Give back Tue 9 Mar, 15:00")
        given_back = [cohort.last("M2", "office.cancelled").attachment, cohort.last("L1", "office.off").attachment]

        told = [(one.uid, one.version, one.is_cancelled, one.link) for one in (*booked, *given_back) if one is not None]
        uid, link = told[0][0], "https://meet.example.org/m2"
        assert told == [(uid, 0, False, link)] * 2 + [(uid, 1, True, link)] * 2
        assert {f"{one.starts_at:%d %b %H:%M}" for one in (*booked, *given_back) if one} == {"09 Mar 15:00"}
        assert [one.about.split(".")[0] for one in booked if one] == ["With Name M2", "With Name L1"]


async def test_everybody_has_one_place_at_a_time(world: World) -> None:
    async with world(extra=HOURS) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Mon 8 Mar 12:00")
        await cohort.presses("L1", "Tue 9 Mar, 15:00, Name M2")
        await cohort.presses("L1", "Tue 9 Mar, 15:15, Name M2", on="office.page")

        assert cohort.last("L1").kind == "office.has_one"


async def test_extra_office_hours_open_with_the_first_reminder_of_their_milestone(world: World) -> None:
    async with world(extra=EXTRA) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Thu 11 Mar 12:00")
        assert "Nothing is free to book" in cohort.last("L1").text

        await cohort.until("Fri 12 Mar 12:00")
        post = next(line for line in cohort.lines if line.kind == "milestone.post")
        assert "2 places are free" in post.text
        await cohort.presses("L1", "Book the next office hour")
        assert "Tuesday 16 March, 15:00" in cohort.last("L1", "office.booked").text


async def test_nobody_is_offered_a_place_in_their_quiet_hours_or_days_off(world: World) -> None:
    async with world(extra=HOURS, L1={"quiet_hours": "14:00-15:10"}) as cohort:
        await cohort.commands("L1", "/peer my hours", at="Mon 8 Mar 12:00")
        assert [button.label for button in cohort.last("L1").buttons] == ["Tue 9 Mar, 15:15, Name M2"]

        await cohort.commands("L2", "/peer away 2027-03-09")
        await cohort.commands("L2", "/peer my hours")
        assert "Nothing is free to book" in cohort.last("L2").text
