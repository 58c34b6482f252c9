"""Events of the whole cohort: announced in its channel with time, link and calendar entry, and reminded of."""

from bot.upcoming import upcoming
from tests.world import Cohort, World

EVENT = '\n[[event]]\ntitle = "Meet a graduate"\nat = "2027-03-18 18:00"\nminutes = 45\nlink = "https://meet.example.org/g"\n'
POST, MOVED, OFF, SOON = (f"gathering.{what}" for what in ("announced", "moved", "called_off", "reminder"))
PLAN = '/coord event plan "Open hour" "Thu 18:00" 30 https://meet.example.org/open'


async def test_a_coordinator_announces_an_event_and_everybody_is_reminded_with_the_link(world: World) -> None:
    async with world() as cohort:
        await cohort.commands("C1", PLAN, at="Tue 2 Mar 10:00")
        post = cohort.last("cohort", POST)
        await cohort.until("Thu 4 Mar 17:30")
        soon = cohort.last("cohort", SOON)

        assert "E1: “Open hour” is on Thursday 4 March, 18:00" in cohort.last("C1").text
        assert post.title == soon.title == "Open hour"
        assert "<t:1804183200>" in post.text
        assert "30 minutes" in post.text
        assert "https://meet.example.org/open" in post.text
        assert "https://meet.example.org/open" in soon.text
        assert post.attachment is not None
        assert (post.attachment.title, f"{post.attachment.starts_at:%a %H:%M}") == ("Open hour", "Thu 18:00")
        await cohort.until("Fri 5 Mar 12:00")
        assert [kind for kind in cohort.in_channel("cohort") if kind.startswith("gathering.")] == [POST, SOON]


async def test_what_the_file_plans_is_announced_a_week_ahead(world: World) -> None:
    async with world(extra=EVENT) as cohort:
        await cohort.until("Thu 11 Mar 17:59")
        async with await cohort.tx() as tx:
            planned = {line.what: line.to for line in await upcoming(tx, 100)}
        assert planned["Announce an event to the cohort"] == "Meet a graduate"
        assert POST not in cohort.in_channel("cohort")
        await cohort.until("Thu 11 Mar 18:01")
        assert cohort.last("cohort", POST).title == "Meet a graduate"
        await cohort.until("Thu 18 Mar 17:05")
        assert cohort.in_channel("cohort")[-1] == SOON


async def test_an_event_moves_with_a_post_of_its_own_and_one_reminder(world: World) -> None:
    async with world() as cohort:
        await cohort.commands("C1", PLAN, at="Tue 2 Mar 10:00")
        first = cohort.last("cohort", POST).attachment
        await cohort.commands("C2", "/coord event move E1 Fri 19:00", at="Tue 2 Mar 11:00")
        moved = cohort.last("cohort", MOVED).attachment
        await cohort.until("Sat 6 Mar 12:00")

        assert first is not None
        assert moved is not None
        assert (moved.uid, moved.version) == (first.uid, 1)
        reminders = [line.at for line in cohort.lines if line.kind == SOON]
        assert [f"{at:%a %H:%M}" for at in reminders] == ["Fri 18:00"]


async def test_an_event_that_is_called_off_is_told_once_and_never_reminded_of(world: World) -> None:
    async with world() as cohort:
        await cohort.commands("C1", PLAN, at="Tue 2 Mar 10:00")
        await cohort.commands("C1", "/coord event cancel E1")
        off = cohort.last("cohort", OFF).attachment
        await cohort.until("Fri 5 Mar 12:00")

        assert off is not None
        assert off.is_cancelled
        assert cohort.in_channel("cohort").count(OFF) == 1
        assert SOON not in cohort.in_channel("cohort")
        await cohort.commands("C1", "/coord event cancel E1")
        assert cohort.last("C1").kind == "gathering.unknown"


async def test_one_of_the_file_that_moves_or_falls_away_before_anybody_heard_of_it_is_no_news(world: World) -> None:
    async with world(extra=EVENT + EVENT.replace("03-18", "03-25")) as cohort:
        await cohort.commands("C1", "/coord event move E1 30 Mar 19:00", at="Tue 2 Mar 10:00")
        assert "hears of it a week before" in cohort.last("C1").text
        await cohort.commands("C1", "/coord event cancel E2")
        await cohort.until("Mon 22 Mar 12:00")
        assert [kind for kind in cohort.in_channel("cohort") if kind.startswith("gathering.")] == []
        await cohort.until("Tue 23 Mar 20:00")
        assert cohort.in_channel("cohort")[-1] == POST

        await cohort.commands("C1", "/coord event list")
        assert "E1: Tuesday 30 March, 19:00" in cohort.last("C1").text
        assert "E2" not in cohort.last("C1").text


async def test_what_cannot_be_is_answered_with_what_would_do(world: World) -> None:
    async def refusal(cohort: Cohort, text: str) -> str:
        await cohort.commands("C1", f"/coord event {text}")
        return cohort.last("C1").kind

    async with world() as cohort:
        await cohort.until("Tue 2 Mar 10:00")
        assert await refusal(cohort, 'plan "Open hour" soon') == "gathering.no_such_time"
        assert await refusal(cohort, 'plan "Open hour" "1 Mar 18:00"') == "gathering.out_of_bounds"
        assert await refusal(cohort, 'plan "Open hour" "2 Jun 18:00"') == "gathering.out_of_bounds"
        assert await refusal(cohort, 'plan "Open hour" "Thu 18:00" 2') == "gathering.no_length"
        assert await refusal(cohort, f'plan "{"x" * 101}" "Thu 18:00"') == "gathering.title"
        assert await refusal(cohort, 'plan "Open hour" "Thu 18:00" 30 ftp://x') == "gathering.no_such_link"
        assert await refusal(cohort, "move E7 Thu 18:00") == "gathering.unknown"
        assert cohort.in_channel("cohort").count(POST) == 0
    async with world(extra='\n[[channel]]\nname = "help"\n') as cohort:
        assert await refusal(cohort, 'plan "Open hour" "Thu 18:00"') == "gathering.no_channel"
