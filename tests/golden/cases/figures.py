"""Figures in the Monday report, in the cohort's report, and as text for a picture and for files."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.figures import Cut, Diagnosis, Early, Figure, Holiday, Measure, Reason
from bot.domain.plan import Goal
from bot.wording import cohort_report, figures, survey_desk
from tests.golden.case import Case, case
from tests.golden.cases.surveys import closed_survey
from tests.golden.sample import DAY, VOICE, cohort, group, learner, mentor
from tests.golden.typed import Typed


def _figures(typed: Typed) -> tuple[Figure, ...]:
    whole, weeks = Cut.COHORT, range(1, 3)
    return (
        Figure(Measure.SESSIONS, whole, "", 16, 19),
        Figure(Measure.SESSIONS, Cut.GROUP, typed.group, 4, 5),
        Figure(Measure.SESSIONS, Cut.MENTOR, typed.other, 4, 5),
        *(Figure(Measure.SESSIONS, Cut.WEEK, str(week), 7, 9) for week in weeks),
        *(Figure(Measure.CHECK_INS, Cut.WEEK, str(week), 16, 18) for week in weeks),
        Figure(Measure.MODULES, whole, "", 30, 36),
        Figure(Measure.TAKING_PART, whole, "", 17, 18),
        Figure(Measure.RETENTION, whole, "", 18, 18),
        Figure(Measure.PEER_REPLIES, whole, "", 12, 40),
        Figure(Measure.SURVEY_CHANGE, Cut.QUESTION, typed.line, 0.75),
        Figure(Measure.CONTACT_MINUTES, whole, "", 28),
        Figure(Measure.CONTACT_IN_TIME, whole, "", 3, 4),
        Figure(Measure.ANSWER_MINUTES, whole, "", 20),
        Figure(Measure.ANSWERED, whole, "", 2, 3),
        Figure(Measure.CASES, whole, "", 4, 4),
        Figure(Measure.STRUGGLING_PAIRS, whole, "", 1),
        Figure(Measure.HANDOFFS, whole, "", 2),
        Figure(Measure.MENTOR_LEARNERS, Cut.MENTOR, typed.other, 4),
        Figure(Measure.MENTOR_MESSAGES, Cut.MENTOR, typed.other, 1),
    )


def _quiet(typed: Typed, number: int = 1) -> Diagnosis:
    days = (Holiday(DAY, typed.line), Holiday(DAY, ""))
    return Diagnosis(group(typed, number), 6, 2, 5, days, 1, (13, 13), mentor(typed), 4, 1)


def _early(typed: Typed) -> Early:
    return Early(learner(typed), ((Reason.CHECK_INS, 2), (Reason.SESSIONS, 1), (Reason.QUIET, 1), (Reason.BEHIND, 2)))


def monday(typed: Typed, many: int = 2) -> figures.Monday:
    """A Monday on which there is much to say."""
    quiet = tuple(_quiet(typed, number) for number in range(many))
    surveys = tuple(closed_survey(typed, number=number + 1) for number in range(many))
    return figures.Monday(
        _figures(typed), (_early(typed),) * many, quiet, surveys, {"id-g1": typed.group, "id-g2": "B"}
    )


def mondays(typed: Typed) -> Iterator[tuple[str, figures.Monday]]:
    """Mondays on which there is one thing to say."""
    bare = replace(_quiet(typed), holidays=(), away=0, elsewhere=(0, 0), mentor=None)
    yield "nothing is known of a quiet group", figures.Monday(quiet=(bare,))
    yield "quiet everywhere", figures.Monday(quiet=(replace(bare, elsewhere=(4, 13)),))
    yield "a heavy load", figures.Monday(quiet=(replace(bare, mentor=mentor(typed), learners=6),))
    goals = tuple(Goal(str(m), target) for m, target in ((Measure.SESSIONS, 0.4), (Measure.RETENTION, 0.9)))
    yield "goals", figures.Monday((Figure(Measure.SESSIONS, Cut.COHORT, "", 9, 19),), goals=goals)
    far = (Goal(str(Measure.SESSIONS), 0.75, typed.line[:100]),)
    yield "a goal that is far", figures.Monday((Figure(Measure.SESSIONS, Cut.COHORT, "", 9, 19),), goals=far)
    yield "below the target", figures.Monday((Figure(Measure.SESSIONS, Cut.COHORT, "", 9, 19),))


def of_figures(typed: Typed) -> Iterator[Case]:
    yield case(figures.looked_at, "", VOICE, _quiet(typed))
    yield case(figures.reasons, "", VOICE, _early(typed))
    yield case(figures.percent, "a share", VOICE, Figure(Measure.SESSIONS, Cut.COHORT, "", 16, 19))
    yield case(figures.percent, "a number", VOICE, Figure(Measure.HANDOFFS, Cut.COHORT, "", 2))


def of_cohort_report(typed: Typed) -> Iterator[Case]:
    closed = survey_desk.fields(VOICE, closed_survey(typed), {"id-g1": typed.group, "id-g2": typed.group})
    report = cohort_report.LookBack(cohort(typed), _figures(typed), closed * 5)
    yield case(cohort_report.cohort_report, "interim", VOICE, report)
    yield case(cohort_report.cohort_report, "final", VOICE, replace(report, is_final=True))
    yield case(cohort_report.cohort_report, "nothing to tell", VOICE, replace(report, figures=(), surveys=()))
    yield case(cohort_report.as_lines, "", VOICE, ["measure,cut,name", f"messages,group,{typed.group}"])
    yield case(cohort_report.as_lines, "many", VOICE, [f"messages,group,{typed.group}"] * 300)
    yield case(cohort_report.exported, "", VOICE, '{"cohort":"spring","messages":4}')
    yield case(cohort_report.chart, "", VOICE, _figures(typed))
    yield case(cohort_report.cohort_report, "no time known", VOICE, replace(report, figures=_figures(typed)[:3]))
    yield case(cohort_report.chart, "nothing", VOICE, ())
    yield case(cohort_report.picture_title, "", VOICE)
