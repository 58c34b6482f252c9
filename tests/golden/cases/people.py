"""Days off, care, nudges, the ladder: what learners and those around them read."""

from collections.abc import Iterator
from datetime import date

from bot.domain.budget import Silence
from bot.domain.deadlines import Milestone
from bot.domain.plan import NudgePolicy, Phase
from bot.wording import absences, care, ladder, nudges
from tests.golden.case import Case, case
from tests.golden.sample import DAY, VOICE, check_in, cohort, coordinator, learner, mentor
from tests.golden.typed import Typed


def of_absences(_: Typed) -> Iterator[Case]:
    yield case(absences.away, "one day", VOICE, DAY, DAY)
    yield case(absences.away, "several days", VOICE, DAY, date(2026, 4, 7))
    yield case(absences.back, "", VOICE)
    yield case(absences.paused, "", VOICE)
    yield case(absences.only_coordinator, "", VOICE)
    yield case(absences.not_active, "", VOICE)
    yield case(absences.sure, "", VOICE)
    yield case(absences.goodbye, "", VOICE)
    yield case(absences.gone_already, "", VOICE)
    yield case(absences.nudges, "on", VOICE, is_on=True)
    yield case(absences.nudges, "off", VOICE, is_on=False)
    yield case(absences.backwards, "", VOICE, DAY, date(2026, 4, 1))
    yield case(absences.in_the_past, "", VOICE, DAY)
    yield case(absences.too_long, "", VOICE, 60)


def of_care(typed: Typed) -> Iterator[Case]:
    one, other = learner(typed), mentor(typed)
    yield case(care.new_pace, "weekly again", VOICE, 1, None)
    yield case(care.new_pace, "slower", VOICE, 2, DAY)
    yield case(care.pace_set, "weekly again", VOICE, one, 1)
    yield case(care.pace_set, "slower", VOICE, one, 3)
    yield case(care.impossible_pace, "", VOICE, 4)
    yield case(care.not_a_learner, "", VOICE, other)
    yield case(care.has_left, "", VOICE, other)
    yield case(care.care_given, "", VOICE, DAY)
    yield case(care.care_set, "", VOICE, one, DAY)
    yield case(care.past_day, "", VOICE, DAY)
    yield case(care.moved_away, "", VOICE, one)
    yield case(care.new_learner, "", VOICE, one)
    yield case(care.not_trained, "", VOICE, other)
    yield case(care.new_mentor, "", VOICE, other)
    yield case(care.handed_over, "", VOICE, one, other)
    yield case(care.wrong_roles, "", VOICE)
    yield case(care.already_theirs, "", VOICE, one, other)
    yield case(care.rota, "nobody", VOICE, [], cohort(typed))
    yield case(care.rota, "one, nobody outside", VOICE, [coordinator(typed)], cohort(typed, scans=False))
    yield case(care.rota, "two", VOICE, [coordinator(typed), coordinator(typed, 2)], cohort(typed))
    yield case(care.rota, "forty", VOICE, [coordinator(typed, n) for n in range(40)], cohort(typed))


def of_nudges(_: Typed) -> Iterator[Case]:
    once, often = NudgePolicy(per_day=1, stop_after=1), NudgePolicy()
    yield case(nudges.stopped, "after four", VOICE, often)
    yield case(nudges.stopped, "after one", VOICE, once)
    for reason in Silence:
        yield case(nudges.withheld, str(reason), VOICE, reason, often, Phase("guide", 1, 5))
        yield case(nudges.withheld, f"{reason}, one at most", VOICE, reason, once, Phase("guide", 1, 1))
    yield case(nudges.left, "", VOICE)
    yield case(nudges.not_started, "", VOICE)
    yield case(nudges.paused, "", VOICE)


def of_ladder(typed: Typed) -> Iterator[Case]:
    yield case(ladder.one_tap, "", VOICE, learner(typed), check_in())
    close = Milestone(typed.milestone, DAY, is_main=True)
    yield case(ladder.one_tap, "once more", VOICE, learner(typed), check_in(), was_asked=True)
    yield case(ladder.one_tap, "softer", VOICE, learner(typed), check_in(), close)
    yield case(ladder.said, "", VOICE, "I'm fine")
    yield case(ladder.glad, "", VOICE)
    yield case(ladder.understood, "", VOICE)
    yield case(ladder.help_is_coming, "from the mentor", VOICE, mentor(typed))
    yield case(ladder.help_is_coming, "from a coordinator", VOICE, None)
    yield case(ladder.asked_for_help, "", VOICE, learner(typed))
    yield case(ladder.paused, "", VOICE)
    yield case(ladder.not_yours, "", VOICE)
    yield case(ladder.no_mentor, "", VOICE, learner(typed))
    yield case(ladder.not_taking_part, "", VOICE)
    yield case(ladder.answered_late, "", VOICE)
