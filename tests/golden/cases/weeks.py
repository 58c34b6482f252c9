"""The week's question, check-ins, digests: what comes by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.case_times import CaseTimes
from bot.domain.check_ins import CheckInState, Mood
from bot.domain.deadlines import Milestone, Module
from bot.domain.members import MemberState
from bot.domain.plan import Prompt
from bot.domain.precision import Precision
from bot.domain.sessions import SessionFormat
from bot.wording import (
    check_ins,
    digests,
    direct,
    mentor_week,
    prompts,
    session_lines,
    session_notes,
    sharing,
    survey_desk,
)
from tests.golden.case import Case, case
from tests.golden.cases.arrangements import extension
from tests.golden.cases.figures import monday, mondays
from tests.golden.cases.mentoring import item
from tests.golden.cases.sessions import session
from tests.golden.cases.surveys import closed_survey
from tests.golden.sample import (
    DAY,
    NOW,
    VOICE,
    check_in,
    cohort,
    coordinator,
    draft,
    group,
    learner,
    mentor,
    prompt,
    the_case,
)
from tests.golden.typed import Typed

FIRST = date(2026, 3, 6)
"""The Friday of week 1."""


def of_prompts(typed: Typed) -> Iterator[Case]:
    yield case(prompts.weekly, "on time", VOICE, cohort(typed), group(typed), prompt(), is_late=False)
    yield case(prompts.weekly, "late", VOICE, cohort(typed), group(typed), prompt(), is_late=True)
    full = cohort(typed)
    close = replace(full, plan=replace(full.plan, milestones=(Milestone(typed.milestone, DAY, is_main=True),)))
    near = replace(prompt(), week=5, practise="What is left?")
    yield case(prompts.weekly, "a main milestone is close", VOICE, close, group(typed), near, is_late=False)
    early = replace(close, plan=replace(close.plan, milestones=(Milestone(typed.milestone, FIRST, is_main=True),)))
    yield case(prompts.weekly, "close while guided", VOICE, early, group(typed), prompt(), is_late=False)
    bare, small = Prompt(8, "Goodbye", own_it="What do you take with you?"), cohort(typed, milestones=False)
    yield case(prompts.weekly, "the question alone", VOICE, small, group(typed), bare, is_late=False)
    tried = replace(small, plan=replace(small.plan, prompts=(replace(prompt(), week=7, follow_up="How was it?"), bare)))
    yield case(prompts.weekly, "the last, after something to try", VOICE, tried, group(typed), bare, is_late=False)
    yield case(prompts.private_form, "", VOICE, "1", mentor(typed))
    yield case(prompts.left_out, "", VOICE, prompt())
    yield case(prompts.left_out, "the question is gone", VOICE, None)
    yield case(prompts.private_answer, "", VOICE, learner(typed), prompt(), typed.words)
    yield case(prompts.answered, "", VOICE, mentor(typed))
    yield case(prompts.no_reader, "", VOICE)
    middle = Prompt(5, "Halfway", guide="What has changed for you?")
    yield case(prompts.weekly, "the middle", VOICE, cohort(typed), group(typed), middle, is_late=False)
    yield case(sharing.well, "", VOICE)
    yield case(prompts.hint, "", VOICE, prompt())
    yield case(prompts.hint, "none", VOICE, None)
    yield case(prompts.steps, "", VOICE, prompt())
    yield case(prompts.steps, "none", VOICE, bare)
    yield case(prompts.skipped, "", VOICE, group(typed), DAY)
    yield case(prompts.refused, "", VOICE, group(typed), DAY)
    yield case(prompts.uncertain, "", VOICE, group(typed), DAY)


def of_check_ins(typed: Typed) -> Iterator[Case]:
    new, person = check_in(), learner(typed)
    hard = new.answered(Mood.HARD, NOW, typed.words[:1000], wants_help=True)
    for situation, week, slips in (
        ("guide", 2, False),
        ("practise", 4, False),
        ("own it", 7, False),
        ("slips", 2, True),
    ):
        asked = check_ins.Asked(question=cohort(typed).plan.prompt(week))
        yield case(check_ins.opened, situation, VOICE, cohort(typed), replace(new, week=week), asked, slips=slips)
    step = session_notes.step_asked(VOICE, session(step=typed.words[:300]), DAY)
    question = cohort(typed).plan.prompt(new.week)
    asks = check_ins.Asked(step, question=question)
    late = check_ins.Asked(step, Module(typed.milestone, 1, "https://learn.example.org/a"), question)
    yield case(check_ins.opened, "with a step to ask about", VOICE, cohort(typed), new, asks)
    yield case(check_ins.opened, "behind a module", VOICE, cohort(typed), new, late)
    yield case(check_ins.reminder, "", VOICE, new)
    yield case(check_ins.reminder, "softer", VOICE, new, Milestone(typed.milestone, DAY, is_main=True))
    yield case(check_ins.form, "empty", VOICE, new)
    yield case(check_ins.form, "filled in before", VOICE, hard)
    yield from _thanks(typed)
    for mood in Mood:
        yield case(check_ins.answered, str(mood), VOICE, new.answered(mood, NOW))
        yield case(check_ins.mood_words, str(mood), VOICE, new.answered(mood, NOW))
    yield case(check_ins.answered, "without a mood", VOICE, new)
    yield case(check_ins.was_skipped, "", VOICE, new)
    shared = replace(hard, is_shared=True)
    yield case(check_ins.help_wanted, "words kept private", VOICE, person, hard)
    yield case(check_ins.help_wanted, "words shared", VOICE, person, shared)
    yield case(check_ins.their_words, "", VOICE, person, shared)
    yield case(check_ins.their_words, "erased", VOICE, person, replace(shared, hardest=""))
    for function in (check_ins.none_open, check_ins.not_found, check_ins.away_now):
        yield case(function, "", VOICE)
    yield case(check_ins.no_mood, "", VOICE, new)
    yield case(check_ins.not_due, "paused", VOICE, replace(person, state=MemberState.PAUSED))
    yield case(check_ins.not_due, "away", VOICE, person)


def _thanks(typed: Typed) -> Iterator[Case]:
    new, more = check_in(), check_ins.Outlook(cohort(typed), date(2026, 3, 19))
    fine, last = new.answered(Mood.FINE, NOW), check_ins.Outlook(cohort(typed), None)
    hard = new.answered(Mood.HARD, NOW, typed.words[:1000])
    yield case(check_ins.next_check_in, "one more", VOICE, more)
    yield case(check_ins.next_check_in, "none", VOICE, last)
    yield case(check_ins.thanks, "fine", VOICE, fine, more)
    yield case(check_ins.thanks, "fine, the last one", VOICE, fine, last)
    yield case(check_ins.thanks, "so-so", VOICE, new.answered(Mood.MIXED, NOW), more)
    yield case(check_ins.thanks, "hard", VOICE, hard, more)
    yield case(check_ins.thanks, "late", VOICE, replace(fine, state=CheckInState.OVERDUE), more)
    asks = replace(hard, wants_help=True)
    yield case(check_ins.thanks, "help, the mentor hears of it", VOICE, asks, replace(more, told=mentor(typed)))
    yield case(check_ins.thanks, "help, no mentor", VOICE, asks, more)
    yield case(check_ins.skipped, "", VOICE, more)


def of_direct(typed: Typed) -> Iterator[Case]:
    hard, more = check_in().answered(Mood.MIXED, NOW, typed.words[:1000]), check_ins.Outlook(cohort(typed), DAY)
    yield case(direct.kept, "for oneself", VOICE, hard, more, None)
    yield case(direct.kept, "shared, a message waits", VOICE, replace(hard, is_shared=True), more, draft(typed))
    yield case(direct.for_your_mentor, "", VOICE, mentor(typed), draft(typed))
    yield case(direct.help_offer, "", VOICE)
    for person in (learner(typed), mentor(typed), coordinator(typed)):
        yield case(direct.what_i_can_do, str(person.role), VOICE, person)
    yield case(direct.what_i_can_do, "not started", VOICE, replace(learner(typed), consent_version=0))


def of_digests(typed: Typed) -> Iterator[Case]:
    this, person = cohort(typed), learner(typed)
    yield case(mentor_week.status, "", VOICE, mentor_week.LearnerWeek(person, check_in(), is_away=False))
    owes = mentor_week.LearnerWeek(person, check_in(), is_away=False, module=Module(typed.line[:80], 1))
    yield case(
        mentor_week.mentor_week,
        "not handed in",
        VOICE,
        mentor_week.MentorWeek(cohort(typed), 2, (owes,)),
        with_words=False,
    )
    yield case(mentor_week.mentor_week, "nobody", VOICE, mentor_week.MentorWeek(this, 2, ()), with_words=False)
    rows = tuple(
        mentor_week.LearnerWeek(replace(person, handle=f"L0{n}"), check_in(state=state), is_away=False)
        for n, state in enumerate(CheckInState)
    )
    late = check_in(state=CheckInState.OVERDUE, answered_at=NOW)
    wants = check_in().answered(Mood.HARD, NOW, typed.words[:1000], wants_help=True)
    rows += (
        mentor_week.LearnerWeek(person, wants, is_away=False),
        mentor_week.LearnerWeek(person, replace(wants, is_shared=True), is_away=False),
        mentor_week.LearnerWeek(person, late, is_away=False, missed=1),
        mentor_week.LearnerWeek(person, rows[0].last, is_away=False, missed=2),
        mentor_week.LearnerWeek(person, None, is_away=True),
        mentor_week.LearnerWeek(person, late, is_away=False, session=session()),
        mentor_week.LearnerWeek(person, late, is_away=False, session=session(starts_at=None)),
    )
    away = [MemberState.INVITED, MemberState.PAUSED, MemberState.GONE]
    rows += tuple(mentor_week.LearnerWeek(replace(person, state=state), None, is_away=False) for state in away)
    week = mentor_week.MentorWeek(this, 3, rows)
    yield case(mentor_week.mentor_week, "in the middle", VOICE, week, with_words=False)
    yield case(mentor_week.mentor_week, "in the middle, with their words", VOICE, week, with_words=True)
    told = (survey_desk.of_group(VOICE, closed_survey(typed), group(typed)),)
    yield case(mentor_week.mentor_week, "a survey closed", VOICE, replace(week, told=told), with_words=False)
    counted = (mentor_week.of_check_ins(VOICE, group(typed), 2, 5, 6),)
    yield case(mentor_week.mentor_week, "a group to look after", VOICE, replace(week, told=counted), with_words=False)
    own = replace(week, load=4, capacity=6, stale=(item(typed),))
    yield case(mentor_week.mentor_week, "their own load, something to look at", VOICE, own, with_words=False)
    first = (mentor_week.LearnerWeek(person, None, is_away=False),)
    yield case(mentor_week.mentor_week, "before the start", VOICE, replace(week, week=0), with_words=False)
    yield case(mentor_week.mentor_week, "the first", VOICE, mentor_week.MentorWeek(this, 1, first), with_words=False)
    yield case(mentor_week.mentor_week, "thirty learners", VOICE, replace(week, learners=rows * 3), with_words=True)
    yield from _reports(typed)


def _reports(typed: Typed) -> Iterator[Case]:
    this = cohort(typed)
    calm = digests.Report(this, 2, 9, 12, (), (), 0)
    yield case(digests.coordinator_report, "calm", VOICE, calm)
    theirs = replace(calm, untrained=(mentor(typed),), stale=(item(typed),))
    yield case(digests.coordinator_report, "the training is open, something to look at", VOICE, theirs)
    ways = {SessionFormat.VIDEO: 9, SessionFormat.CHAT: 4}
    met = session_lines.SessionsWeek(15, 19, (typed.name,), (typed.name, typed.other), ways)
    yield case(digests.coordinator_report, "with sessions", VOICE, replace(calm, sessions=met))
    asked = extension(typed)
    dates = ((typed.name, asked.granted(NOW)), (typed.other, asked.asked()))
    yield case(digests.coordinator_report, "own dates", VOICE, replace(calm, own_dates=dates))
    yield case(session_lines.upcoming, "none", VOICE, None)
    yield case(session_lines.next_one, "", VOICE, session(), learner(typed))
    early = replace(calm, week=0, answered=0, expected=0)
    yield case(digests.coordinator_report, "before the start", VOICE, early)
    yield case(digests.coordinator_report, "the first", VOICE, replace(early, week=1))
    yield case(digests.coordinator_report, "nothing was due", VOICE, replace(early, week=4))
    open_ = the_case(typed)
    taken = replace(open_, ref="M4XA").acknowledged("id-C1", NOW)
    times = CaseTimes(NOW, timedelta(minutes=4), timedelta(hours=9))
    waits = tuple(digests.CaseWait(replace(open_, ref=f"R{n}"), times, timedelta(days=2)) for n in range(2))
    busy = replace(
        calm,
        figures=monday(typed),
        cases=(open_, taken),
        invited=(learner(typed),),
        unsent=1,
        waits=waits,
        stale_helplines=("PT",),
        stale_services=(typed.name,),
        names={"id-C1": typed.other},
        wrong=((typed.line, Precision("crisis.passive", 4, 3)),),
    )
    yield case(digests.coordinator_report, "something waits", VOICE, busy)
    for situation, figures in mondays(typed):
        yield case(digests.coordinator_report, situation, VOICE, replace(calm, figures=figures))
    much = replace(
        calm,
        week=9,
        figures=monday(typed, many=40),
        cases=tuple(replace(open_, ref=f"R{n:03}") for n in range(60)),
        invited=tuple(replace(learner(typed), handle=f"L{n:02}") for n in range(60)),
        unsent=7,
        waits=waits * 20,
        stale_helplines=tuple(f"A{n}" for n in range(60)),
        wrong=((typed.words, Precision("crisis.passive", 4, 3)),) * 20,
    )
    yield case(digests.coordinator_report, "everything waits", VOICE, much)
