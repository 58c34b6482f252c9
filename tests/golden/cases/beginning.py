"""The invitation, the form to start with, and what comes after it; leaving, and the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.domain.members import MemberState
from bot.domain.recognition import Badge
from bot.domain.sizes import Size
from bot.domain.surveys import SurveyKind
from bot.domain.training import Training
from bot.wording import beginning, closing, coordinators, groups, leaving, notices, onboarding, start_form
from tests.golden.case import Case, case
from tests.golden.cases.surveys import closed_survey
from tests.golden.sample import PACKS, VOICE, cohort, coordinator, group, learner, mentor
from tests.golden.typed import Typed


def of_onboarding(typed: Typed) -> Iterator[Case]:
    person, guide, this = learner(typed), mentor(typed), cohort(typed)
    invited = onboarding.Invited(person, this, [coordinator(typed), coordinator(typed, 2)])
    unscanned = replace(invited, cohort=cohort(typed, scans=False, milestones=False), coordinators=[])
    crowd = replace(invited, coordinators=[coordinator(typed, n) for n in range(40)])
    yield case(onboarding.invitation, "a learner", VOICE, invited)
    yield case(onboarding.invitation, "a mentor", VOICE, replace(invited, member=guide))
    yield case(onboarding.invitation, "nothing scanned, no milestone", VOICE, unscanned)
    yield case(onboarding.invitation, "forty coordinators", VOICE, crowd)
    vague = replace(invited, cohort=cohort(replace(typed, line="")))
    yield case(onboarding.invitation, "nobody said how much time", VOICE, vague)
    yield case(onboarding.choices, "", VOICE)
    yield case(onboarding.which_zone, "", VOICE)
    yield case(onboarding.privacy_in_short, "", VOICE, invited)
    yield case(onboarding.privacy_in_short, "not read", VOICE, replace(invited, is_read=False))
    for function in (onboarding.later, onboarding.declined):
        yield case(function, "", VOICE)
    yield case(onboarding.reminder, "the first", VOICE, invited, is_last=False, has_begun=False)
    yield case(onboarding.reminder, "the last, after the start", VOICE, invited, is_last=True, has_begun=True)
    yield case(onboarding.waiting, "one", VOICE, [person], frozenset())
    yield case(onboarding.waiting, "two, one unreached", VOICE, [person, guide], frozenset({guide.id}))
    many = [replace(person, handle=f"L{n:02}") for n in range(60)]
    yield case(onboarding.waiting, "sixty", VOICE, many, frozenset({person.id}))
    yield case(onboarding.door, "", VOICE, this)


def of_beginning(typed: Typed) -> Iterator[Case]:
    person, guide, this = learner(typed), mentor(typed), cohort(typed)
    new = beginning.Beginning(person, this, 0, group(typed), guide, date(2026, 3, 5))
    yield case(beginning.begun, "a learner, before the start", VOICE, new)
    yield case(beginning.begun, "a learner, no check-in ahead", VOICE, replace(new, next_on=None))
    yield case(beginning.begun, "a learner, later", VOICE, replace(new, week=2, norms=[typed.line[:200]]))
    yield case(beginning.begun, "a learner, later and alone", VOICE, replace(new, week=2, group=None, mentor=None))
    starts = beginning.Beginning(guide, this, 0)
    yield case(beginning.begun, "a mentor, before the start", VOICE, starts)
    trained = replace(starts.cohort, plan=replace(starts.cohort.plan, training=Training()))
    yield case(beginning.begun, "a mentor, a training comes first", VOICE, replace(starts, cohort=trained))
    yield case(beginning.begun, "a mentor, later", VOICE, replace(starts, week=2, learners=[person, person]))
    yield case(beginning.begun, "a mentor of thirty", VOICE, replace(starts, week=2, learners=[person] * 30))
    yield case(beginning.saved, "", VOICE, person)
    yield case(beginning.saved, "paused", VOICE, replace(person, state=MemberState.PAUSED))
    for function in (beginning.not_agreed, beginning.already_in):
        yield case(function, "", VOICE)
    yield case(beginning.joined, "", VOICE, person, 3)
    yield case(beginning.joined_alone, "", VOICE, person, 3)


def of_start_form(typed: Typed) -> Iterator[Case]:
    person, new = learner(typed), learner(typed, state=MemberState.INVITED, consent_version=0)
    tried = {"timezone": typed.line, "quiet_hours": typed.line, "country": typed.line, "share": "yes"}
    yield case(start_form.form, "new", VOICE, start_form.Answers.stored(new))
    yield case(start_form.form, "to change it", VOICE, start_form.Answers.stored(person))
    unknown = replace(new, knows_zone=False)
    yield case(start_form.form, "nobody knows the zone", VOICE, start_form.Answers.stored(unknown))
    yield case(start_form.form, "as typed", VOICE, start_form.Answers.typed(new, tried))
    yield case(start_form.bad_zone, "nothing near", VOICE, typed.line, None)
    yield case(start_form.bad_zone, "something near", VOICE, typed.line, "Europe/Lisbon")
    yield case(start_form.bad_quiet_hours, "", VOICE)
    yield case(start_form.bad_country, "", VOICE)


def of_channels(typed: Typed) -> Iterator[Case]:
    this, crowd = cohort(typed), [coordinator(typed, n) for n in range(40)]
    yield case(groups.welcome, "", VOICE, this, group(typed), groups.Around(mentor(typed), (mentor(typed),)))
    bare = replace(group(typed), purpose=typed.words)
    yield case(groups.welcome, "nobody looks after it", VOICE, this, bare, groups.Around())
    yield case(notices.kinds, "", VOICE, PACKS)
    yield case(notices.scanning, "", VOICE, this, PACKS, [coordinator(typed)])
    yield case(notices.scanning, "forty coordinators", VOICE, this, PACKS, crowd)
    yield case(notices.scanning, "not read", VOICE, this, PACKS, [coordinator(typed)], is_read=False)
    yield case(notices.scanning, "no coordinator", VOICE, this, PACKS, [])
    yield case(notices.not_posted, "", VOICE, typed.channel)
    yield case(coordinators.briefing, "", VOICE, coordinator(typed), this, [coordinator(typed), coordinator(typed, 2)])
    alone = cohort(typed, scans=False)
    yield case(coordinators.briefing, "alone, nobody outside", VOICE, coordinator(typed), alone, [coordinator(typed)])
    yield case(coordinators.briefing, "forty", VOICE, coordinator(typed), this, crowd)
    small = Size(2, 30)
    yield case(coordinators.briefing, "few learners", VOICE, coordinator(typed), this, [coordinator(typed)], small)
    yield case(coordinators.how_many, "many", VOICE, Size(24, 3))
    yield case(coordinators.size_meant, "", VOICE)
    yield case(coordinators.cannot_reach, "", VOICE, coordinator(typed))


def of_leaving(typed: Typed) -> Iterator[Case]:
    person, guide, this = learner(typed), mentor(typed), cohort(typed)
    for for_good in (True, False):
        how = "for good" if for_good else "by accident"
        yield case(leaving.to_mentor, how, VOICE, person, for_good=for_good)
        yield case(leaving.to_coordinator, how, VOICE, person, for_good=for_good)
        yield case(leaving.mentor_left, how, VOICE, guide, [person, person] * for_good, for_good=for_good)
    yield case(leaving.mentor_left, "a mentor of thirty", VOICE, guide, [person] * 30, for_good=True)
    yield case(leaving.between_mentors, "", VOICE, guide)
    yield case(leaving.coordinator_left, "", VOICE, coordinator(typed))
    yield case(leaving.last_coordinator, "", VOICE)
    yield case(leaving.welcome_back, "", VOICE, person, this)
    ended = closing.Ended(person, this, guide, 7)
    yield case(closing.to_learner, "", VOICE, ended)
    yield case(closing.to_learner, "once, no mentor", VOICE, replace(ended, mentor=None, answered=1))
    gave = replace(ended, badges=tuple(Badge))
    yield case(closing.to_learner, "with badges", VOICE, gave)
    yield case(closing.to_learner, "never", VOICE, replace(ended, answered=0))
    yield case(closing.to_mentor, "", VOICE, guide, this)
    yield case(closing.later, "", VOICE, person, this)
    yield case(closing.quiet, "", VOICE)
    told = closing.Learned(closed_survey(typed, SurveyKind.SATISFACTION), (typed.line,), (1.25,), (typed.words,))
    yield case(closing.to_learner, "with what was learned", VOICE, replace(ended, learned=told))
    yield case(closing.to_mentor, "with what was learned", VOICE, guide, this, told)
