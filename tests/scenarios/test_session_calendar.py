"""What calendars hear of a session: when it has a time, when it moves, and when it does not take place."""

from bot.domain.calendars import CalendarFile
from tests.world import Cohort, World

CHOOSE, AGREED, OFF = "session.choose", "session.agreed", "session.called_off"
WED = "Wed 3 Mar 12:30"
LINK = "https://meet.example.org/us"


def entry(cohort: Cohort, who: str, kind: str = "") -> CalendarFile:
    found = cohort.last(who, kind).attachment if kind else cohort.last(who).attachment
    assert found is not None
    return found


async def test_both_get_the_same_entry_each_with_the_others_name(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        mine, theirs = entry(cohort, "L1"), entry(cohort, "M1", AGREED)

        assert (mine.uid, mine.version, mine.starts_at) == (theirs.uid, 0, theirs.starts_at)
        assert f"{mine.starts_at:%d %b %H:%M}" == "04 Mar 18:00"
        assert "Name M1" in mine.about
        assert "Name L1" in theirs.about


async def test_a_move_is_the_next_version_and_leaving_it_out_the_last(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        first = entry(cohort, "L1")
        await cohort.presses("M1", "Move it", on=AGREED)
        await cohort.presses("M1", "Mon 8 Mar, 18:00", on=CHOOSE)
        moved = entry(cohort, "L1", AGREED)
        await cohort.presses("L1", "Not this time", on=AGREED)
        mine, theirs = entry(cohort, "L1"), entry(cohort, "M1", OFF)

        assert {first.uid, moved.uid, mine.uid, theirs.uid} == {first.uid}
        assert [first.version, moved.version, mine.version, theirs.version] == [0, 1, 2, 2]
        assert f"{moved.starts_at:%a}" == "Mon"
        assert mine.is_cancelled
        assert theirs.is_cancelled
        assert not moved.is_cancelled


async def test_a_time_typed_by_the_mentor_comes_with_its_entry_too(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor session plan L1 Tue 18:00", at=WED)

        assert entry(cohort, "M1").uid == entry(cohort, "L1", AGREED).uid
        await cohort.commands("L1", "/peer session")
        assert entry(cohort, "L1").version == 0, "asking again gives the entry again, not a new version"


async def test_days_off_take_it_out_of_both_calendars(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        planned = entry(cohort, "L1")
        await cohort.commands("L1", "/peer away 2027-03-07 2027-03-09", at="Wed 3 Mar 14:00")

        for gone in (entry(cohort, "M1", OFF), entry(cohort, "L1", "session.taken_out")):
            assert (gone.uid, gone.is_cancelled, gone.version) == (planned.uid, True, 1)


async def test_a_session_nobody_chose_a_time_for_is_in_no_calendar(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.until(WED)
        await cohort.presses("L1", "Not this time", on=CHOOSE)

        assert cohort.last("L1").attachment is None
        assert cohort.last("M1", OFF).attachment is None


async def test_a_new_mentor_is_a_new_entry_and_the_old_one_is_taken_out(world: World) -> None:
    hours = {"L1": {"availability": "Mon 18:00-19:00;Tue 18:00-19:00"}, "M2": {"availability": "Tue 18:00-19:00"}}
    async with world(learners="L1", sessions=True, **hours) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        before = entry(cohort, "L1")
        await cohort.commands("C1", "/coord handoff L1 M2", at="Wed 3 Mar 14:00")
        assert [entry(cohort, who, OFF).is_cancelled for who in ("L1", "M1")] == [True, True]
        await cohort.presses("L1", cohort.last("L1", CHOOSE).buttons[0].label, on=CHOOSE)
        after = entry(cohort, "L1")

        assert entry(cohort, "M1", OFF).uid == before.uid != after.uid
        assert after.version == 0


async def test_a_place_set_from_chat_is_told_reminded_of_and_in_the_calendar(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", f"/mentor session link L1 {LINK}", at=WED)
        assert LINK in cohort.last("L1", "session.link").text
        await cohort.presses("L1", "Thu 4 Mar, 18:00", on=CHOOSE)
        assert entry(cohort, "M1", AGREED).link == LINK

        await cohort.commands("M1", "/mentor session link L1 https://chat.example.org/room")
        assert (entry(cohort, "M1").version, entry(cohort, "L1", "session.link").version) == (1, 1)
        assert entry(cohort, "L1", "session.link").link == "https://chat.example.org/room"
        await cohort.until("Thu 4 Mar 17:30")
        assert "https://chat.example.org/room" in cohort.last("L1", "session.reminder").text


async def test_a_place_that_is_no_address_is_answered_with_one_that_works(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor session link L1 javascript:alert(1)", at=WED)
        assert cohort.last("M1").kind == "session.no_such_link"
        await cohort.commands("M1", "/mentor session link L1")
        assert cohort.last("M1").kind == "session.link_kept"
        assert "session.link" not in cohort.dms_to("L1"), "nothing has changed, so nobody is told"


async def test_how_they_met_is_recorded_and_the_coordinators_see_it(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("M1", "Yes, we met", at="Thu 4 Mar 19:05", on="session.ask")
        assert "how did you meet" in cohort.last("M1").text
        await cohort.presses("M1", "In writing")
        assert cohort.last("M1").text.startswith("Noted. How you met: in writing")

        await cohort.until("Mon 8 Mar 09:30")
        [field] = [f for f in cohort.last("C1", "digest.coordinator").fields if f.name == "Sessions last week"]
        assert "in writing: 1" in field.value


async def test_who_did_not_meet_is_not_asked_how(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("M1", "We didn't meet", at="Thu 4 Mar 19:05", on="session.ask")

        assert "how did you meet" not in cohort.last("M1").text
