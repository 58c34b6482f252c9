"""What mentors have at hand: cards at the moment they help and not otherwise, their own hours, who writes first."""

from tests.scenarios.test_session_notes import met
from tests.scenarios.test_training import told
from tests.world import Cohort, World


def labels(cohort: Cohort, who: str, kind: str) -> list[str]:
    return [button.label for button in cohort.last(who, kind).buttons]


CARDS = {
    "quiet": "Are you okay?",
    "reflect": "So you're stuck because…?",
    "feedback": "One thing to change",
    "empathy": "Name what you hear",
    "conflict": "each of them alone first",
    "study": "in your own words",
    "steps": "What would done look like?",
    "learning": "How did you work this out?",
}


async def test_each_card_says_what_to_do_in_its_moment(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 12:00")
        for topic, part in CARDS.items():
            await cohort.commands("M1", f"/mentor script {topic}")
            assert part in cohort.last("M1", "mentor.script").text


async def test_one_card_leads_to_the_others_and_the_rubric_gives_no_marks(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor script", at="Mon 1 Mar 12:00")
        await cohort.chooses("M1", "Breaking a task down", on="mentor.script")
        assert "What would done look like?" in cohort.last("M1").text
        await cohort.commands("M1", "/mentor rubric")
        assert "there are no marks" in cohort.last("M1", "mentor.rubric").text
        await cohort.commands("L1", "/mentor rubric")
        assert cohort.last("L1").kind == "refusal.right"


async def test_the_monday_digest_offers_a_card_only_where_it_helps(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 12:00", on="check_in.open")
        await cohort.presses("L2", "Going fine", on="check_in.open")
        await cohort.until("Mon 8 Mar 12:00")
        calm = labels(cohort, "M1", "digest.mentor")
        await cohort.presses("L1", "Going fine", at="Thu 11 Mar 12:00", on="check_in.open")
        await cohort.until("Mon 15 Mar 12:00")
        quiet = labels(cohort, "M1", "digest.mentor")

        assert "When somebody goes quiet" not in calm
        assert "Listening: four moves" not in calm
        assert "When somebody goes quiet" in quiet


async def test_whoever_hears_of_a_call_for_help_finds_how_to_listen_beside_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        await cohort.presses("L1", "I need help", on="nudge.check_in")
        await cohort.presses("M1", "Listening: four moves", on="nudge.help_wanted")

        assert "Pause" in cohort.last("M1", "mentor.script").text


async def test_the_agenda_brings_the_cards_of_somebody_who_guides(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor template 30", at="Mon 1 Mar 12:00")
        await cohort.presses("M1", "Learning how to learn", on="mentor.template")

        assert "You are a guide" in cohort.last("M1", "mentor.script").text


async def test_mentors_change_their_own_hours_and_times_come_from_them(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor availability Mon 18:30-19:30", at="Tue 2 Mar 12:00")
        assert "Mondays, 18:30 to 19:30" in cohort.last("M1", "availability.kept").text
        await cohort.until("Wed 3 Mar 13:00")
        assert [b.label for b in cohort.last("L1", "session.choose").buttons][:1] == ["Mon 8 Mar, 18:30"]
        await cohort.presses("L1", "Mon 8 Mar, 18:30", on="session.choose")

        await cohort.commands("M1", "/mentor availability")
        assert cohort.form("M1").inputs[0].value == "Mon 18:30-19:30"
        await cohort.submits("M1", hours="Fri 9 to 10")
        assert (await cohort.member("M1")).availability == "Mon 18:30-19:30"
        await cohort.submits("M1", hours="Fri 09:00-11:00")
        assert "1 session that is planned lies outside" in cohort.last("M1", "availability.kept").text


async def test_mentor_week_says_how_full_it_is_in_the_mentors_own_word(world: World) -> None:
    async with world(learners="L1", M1={"capacity": 3}) as cohort:
        await cohort.commands("M1", "/mentor workload 2", at="Tue 2 Mar 12:00")
        await cohort.commands("M1", "/mentor week")

        assert "Your week: 2 of 5. Learners: 1 of 3." in cohort.last("M1", "digest.mentor").text


async def test_both_know_who_writes_first_where_and_by_when_and_a_mentor_is_reminded_once(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("M1", "Note the next step", on="session.noted")
        await cohort.submits("M1", step="Show the outline", by="Tue")
        await cohort.presses("M1", "I write first", on="session.kept")
        assert "You write to Name L1 by Tuesday 9 March" in cohort.last("M1", "session.follow_up").text
        assert "Name M1 writes to you by Tuesday 9 March" in cohort.last("L1", "session.follow_up").text

        await cohort.until("Wed 10 Mar 12:00")
        assert told(cohort, "session.write_today") == ["M1"]


async def test_the_other_one_can_put_it_right(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("M1", "Note the next step", on="session.noted")
        await cohort.submits("M1", step="Show the outline", by="Tue")
        await cohort.presses("M1", "Name L1 writes first", on="session.kept")
        await cohort.presses("L1", "Change it", on="session.follow_up")
        assert "Name M1 writes to you" in cohort.last("L1", "session.follow_up").text

        await cohort.until("Wed 10 Mar 12:00")
        assert told(cohort, "session.write_today") == ["M1"]
