"""Surveys: a minute, skippable, told to nobody but as figures of five or more, which never change."""

import re

from bot.cards import ChoiceInput
from bot.domain.members import MemberState
from tests.world import Cohort, World

SIX = "L1 L2 L3 L4 L5 L6"
PULSE = {"q1": "4", "q2": "3", "q3": "5", "q4": "4"}


def one_survey(kind: str, week: int, opens: str, more: str = "") -> str:
    return f'\n[[survey]]\nkind = "{kind}"\nweek = {week}\nopens = "{opens}"\n{more}\n'


FRIDAY = one_survey("pulse", 1, "Fri 10:00")
MONDAY = one_survey("satisfaction", 1, "Mon 12:00")
END = one_survey("end", 1, "Wed 12:00")


async def answer(cohort: Cohort, who: str, at: str | None = None, **values: str) -> None:
    await cohort.presses(who, "Answer", at=at, on="survey.open")
    await cohort.submits(who, **values)


async def test_the_usual_surveys_come_at_the_usual_times_each_once(world: World) -> None:
    async with world(learners="L1", surveys=True) as cohort:
        await cohort.until("Mon 26 Apr 23:00")

        came = [f"{line.at:%d %b}: {line.text.splitlines()[0]}" for line in cohort.lines if line.kind == "survey.open"]
        assert came == [
            "01 Mar: Where you begin",
            "17 Mar: A short look at what you learned",
            "26 Mar: How is it for you here?",
            "29 Mar: One question, half way",
            "14 Apr: A short look at what you learned",
            "21 Apr: Where you are now",
            "25 Apr: Looking back, together",
            "25 Apr: Looking back, together",
        ]
        assert cohort.dms_to("M1").count("survey.open") == 0


async def test_it_opens_on_everybodys_own_clock_and_closes_for_all_at_once(world: World) -> None:
    async with world(
        "L1 L2", extra=FRIDAY, surveys=True, L1={"timezone": "Asia/Kolkata"}, L2={"timezone": "America/New_York"}
    ) as cohort:
        await cohort.until("Mon 8 Mar 12:00")

        opened = {line.to: f"{line.at:%a %H:%M}" for line in cohort.lines if line.kind == "survey.open"}
        assert opened == {"L1": "Fri 04:30", "L2": "Fri 15:00"}
        assert "Monday 8 March, 01:30" in cohort.last("L1", "survey.open").text
        assert "Sunday 7 March, 15:00" in cohort.last("L2", "survey.open").text
        await cohort.presses("L1", "Answer", on="survey.open")
        assert cohort.last("L1").kind == "refusal.survey"


async def test_one_question_is_one_tap_and_words_are_asked_for_only_if_somebody_likes(world: World) -> None:
    async with world("L1", extra=MONDAY, surveys=True) as cohort:
        await cohort.until("Mon 1 Mar 12:30")
        await cohort.chooses("L1", "4", on="survey.open")
        assert cohort.last("L1").kind == "survey.thanks"

        await cohort.presses("L1", "Add a few words", on="survey.thanks")
        shown = {box.name: box.value for box in cohort.form("L1").inputs}
        await cohort.submits("L1", words="Thank you all", quote="nameless")

        assert shown == {"q1": "4", "words": "", "quote": "coordinators"}
        async with await cohort.tx() as tx:
            (survey,) = await tx.surveys.in_cohort((await cohort.member("L1")).cohort_id)
            (said,) = await tx.surveys.answers(survey.id)
        assert (said.scores, said.words, said.quote) == ((4,), ("Thank you all",), "nameless")


async def test_skipping_asks_nothing_and_the_answer_may_come_after_all_until_it_closes(world: World) -> None:
    async with world("L1", extra=FRIDAY, surveys=True) as cohort:
        await cohort.presses("L1", "Skip", at="Fri 5 Mar 10:30", on="survey.open")
        assert cohort.last("L1").kind == "survey.skipped"

        await cohort.presses("L1", "Answer after all", at="Sun 7 Mar 19:30")
        await cohort.submits("L1", **PULSE)

        assert cohort.last("L1").kind == "survey.thanks"
        assert [line.kind for line in cohort.lines if line.to == "L1" and line.surface == "dm"].count(
            "survey.open"
        ) == 1


async def test_a_form_holds_at_most_five_questions_each_from_one_to_five(world: World) -> None:
    async with world("L1", extra=END, surveys=True) as cohort:
        await cohort.presses("L1", "Answer", at="Wed 3 Mar 13:00", on="survey.open")

        inputs = cohort.form("L1").inputs
        scales = [box for box in inputs if isinstance(box, ChoiceInput) and box.name.startswith("q")]
        assert len(inputs) == 5
        assert [[option.value for option in box.options] for box in scales[:3]] == [["1", "2", "3", "4", "5"]] * 3


async def test_whoever_is_away_that_day_is_left_in_peace_and_can_read_why(world: World) -> None:
    async with world("L1 L2", extra=FRIDAY, surveys=True) as cohort:
        await cohort.commands("L1", "/peer away 2027-03-04 2027-03-06", at="Tue 2 Mar 12:00")
        await cohort.commands("L2", "/peer pause")
        await cohort.until("Mon 8 Mar 12:00")

        assert "survey.open" not in cohort.sent_to("L1") + cohort.sent_to("L2")
        await cohort.commands("L1", "/peer why")
        assert "You were away that day" in cohort.last("L1").text
        assert (await cohort.member("L2")).state is MemberState.PAUSED


async def test_a_very_low_answer_is_met_with_a_person_and_only_its_author_knows(world: World) -> None:
    async with world(SIX, extra=FRIDAY, surveys=True) as cohort:
        await cohort.until("Fri 5 Mar 10:30")
        for who in SIX.split()[1:]:
            await answer(cohort, who, **PULSE)
        await answer(cohort, "L1", **PULSE | {"q3": "1"})
        assert cohort.last("L1").kind == "survey.hand_raise"
        assert [button.label for button in cohort.last("L1").buttons] == ["I'd like to talk"]
        await cohort.until("Mon 8 Mar 09:00")

        told = str(cohort.last("C1", "digest.coordinator").fields)
        assert "1 hand-raise offered" in told
        others = [line.text for line in cohort.lines if line.to != "L1" and "hand-raise" in line.text]
        assert not any(re.search(r"L1\b", text.partition("Pulse")[2]) for text in others)
        assert {line.to for line in cohort.lines if line.kind == "survey.hand_raise"} == {"L1"}


async def test_fewer_than_five_answers_are_never_told_to_anybody(world: World) -> None:
    async with world("L1 L2 L3 L4", extra=FRIDAY, surveys=True) as cohort:
        await cohort.until("Fri 5 Mar 10:30")
        for who in ("L1", "L2", "L3", "L4"):
            await answer(cohort, who, **PULSE)
        await cohort.until("Mon 8 Mar 09:00")
        await cohort.commands("C1", "/coord report csv")
        csv = cohort.last("C1").text
        await cohort.commands("C1", "/coord export")

        assert "Fewer than five people answered" in str(cohort.last("C1", "digest.coordinator").fields)
        assert "survey_answers" in csv.replace("\\", "")
        assert "survey_mean" not in csv.replace("\\", "")
        assert "survey.told" not in cohort.in_channel("cohort")
        async with await cohort.tx() as tx:
            (survey,) = await tx.surveys.in_cohort((await cohort.member("L1")).cohort_id)
        assert survey.results == ()


async def test_what_was_told_once_never_changes_whatever_comes_later(world: World) -> None:
    async with world(SIX, extra=FRIDAY, surveys=True) as cohort:
        await cohort.until("Fri 5 Mar 10:30")
        for who in SIX.split()[:5]:
            await answer(cohort, who, **PULSE)
        await cohort.commands("C1", "/coord survey close pulse")
        before = cohort.last("C1")
        await cohort.presses("L6", "Answer", on="survey.open")
        assert cohort.last("L6").kind == "refusal.survey"
        await cohort.presses("L1", "Change it", on="survey.answered")
        assert cohort.last("L1").kind == "refusal.survey"
        await cohort.commands("L2", "/peer leave")
        await cohort.presses("L2", "Leave")
        await cohort.until("Mon 8 Mar 09:00")

        assert before.fields[0].value in [field.value for field in cohort.last("C1", "digest.coordinator").fields]
        assert "5 of 6 answered." in before.fields[0].value


async def test_coordinators_send_and_close_a_survey_by_hand_one_of_a_kind_at_a_time(world: World) -> None:
    async with world("L1 L2") as cohort:
        await cohort.commands("C1", "/coord survey close pulse", at="Tue 2 Mar 12:00")
        assert cohort.last("C1").kind == "refusal.survey"
        await cohort.commands("C1", "/coord survey send pulse")
        assert "sent to 2 people" in cohort.last("C1").text
        await cohort.commands("C2", "/coord survey send pulse")
        assert cohort.last("C2").kind == "refusal.survey"
        await answer(cohort, "L1", **PULSE)
        await cohort.commands("C2", "/coord survey close pulse")
        assert "1 of 2 answered." in str(cohort.last("C2").fields)

        await cohort.commands("C1", "/coord survey send pulse")
        assert "Pulse 2: sent to 2 people" in cohort.last("C1").text


async def test_words_are_shown_as_far_as_each_author_agreed_and_only_when_asked_for(world: World) -> None:
    async with world("L1 L2", extra=END, surveys=True, weeks=1) as cohort:
        await cohort.until("Wed 3 Mar 13:00")
        scores = {"q1": "4", "q2": "4", "q3": "4"}
        await answer(cohort, "L1", **scores, words="My group carried me", quote="named")
        await answer(cohort, "L2", **scores, words="Only for the coordinators", quote="coordinators")
        await cohort.until("Mon 8 Mar 15:00")
        sent = [line.text for line in cohort.lines if line.surface != "reply"]
        assert not any("carried me" in text for text in sent)

        await cohort.presses("C1", "In their own words", on="report.cohort")

        said = cohort.last("C1", "survey.words").text
        assert "My group carried me (may be quoted: Name L1)" in said
        assert "Only for the coordinators" not in said


async def test_at_the_end_everybody_reads_what_was_learned_and_what_changes(world: World) -> None:
    review = one_survey("review", 1, "Sun 10:00")
    async with world(SIX, extra=MONDAY + review, surveys=True, weeks=1) as cohort:
        await cohort.until("Mon 1 Mar 12:30")
        for who in SIX.split():
            await cohort.chooses(who, "4", on="survey.open")
        await answer(cohort, "C1", at="Sun 7 Mar 11:00", q1="The groups", q4="An evening hour every week")
        await cohort.until("Mon 8 Mar 18:00")

        for who in ("L1", "M1"):
            learned = {f.name: f.value for f in cohort.last(who, "closing.farewell").fields}
            told = learned["What we learned, and what changes"]
            assert "Satisfaction half way: 4.0 of 5, of 6 people." in told
            assert "Next time: An evening hour every week" in told
            assert "The groups" not in told
