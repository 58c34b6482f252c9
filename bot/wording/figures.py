"""Figures in words: each with what it is measured by, and never a person compared with another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import Field
from bot.domain.figures import SESSION_TARGET, Cut, Diagnosis, Early, Figure, Measure, Reason, by_cut, whole
from bot.domain.plan import Goal
from bot.domain.surveys import Survey
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording import survey_desk
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_MOST_SURVEYS = 2
"""Surveys in one Monday report: a card holds ten fields."""


@dataclass(frozen=True, slots=True)
class Monday:
    """What a report says in figures: `early` and `quiet` are whom to look at, `surveys` those closed last week.

    `more_early` and `more_quiet`: so many more there are than were read.
    """

    figures: tuple[Figure, ...] = ()
    early: tuple[Early, ...] = ()
    quiet: tuple[Diagnosis, ...] = ()
    surveys: tuple[Survey, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    """Names of groups by id."""
    more_early: int = 0
    more_quiet: int = 0
    goals: tuple[Goal, ...] = ()


def in_figures(voice: Voice, report: Monday) -> list[Field]:
    """The fields of the coordinators' report that come from figures."""
    fields = [
        *so_far(voice, report.figures),
        *goals(voice, report.goals, report.figures),
        *_early(voice, report.early, report.more_early),
        *_quiet_groups(voice, report.quiet, report.more_quiet),
    ]
    for survey in report.surveys[:_MOST_SURVEYS]:
        fields += survey_desk.fields(voice, survey, report.groups)
    return fields


def goals(voice: Voice, wanted: Sequence[Goal], figures: Sequence[Figure]) -> tuple[Field, ...]:
    """What the programme wants to reach, beside what was measured; what nothing tells yet is said so (L8)."""
    lines = []
    for goal in wanted:
        measured = whole(figures, Measure(goal.figure))
        name = quoted(goal.name, 100) if goal.name else voice.say(_GOALS[Measure(goal.figure)])
        goal_is = round(100 * goal.target)
        if measured is None or measured.share is None:
            lines.append(voice.say("- {name}: the goal is {goal} %; nothing to measure yet", name=name, goal=goal_is))
        elif measured.share >= goal.target:
            lines.append(
                voice.say(
                    "- {name}: {figure}, the goal of {goal} % is reached",
                    name=name,
                    figure=percent(voice, measured),
                    goal=goal_is,
                )
            )
        else:
            lines.append(
                voice.say(
                    "- {name}: {figure}; the goal is {goal} %", name=name, figure=percent(voice, measured), goal=goal_is
                )
            )
    return (Field(voice.say("Our goals"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


_GOALS = {
    Measure.SESSIONS: "Sessions that take place",
    Measure.CHECK_INS: "Check-ins answered",
    Measure.MODULES: "Modules completed",
    Measure.TAKING_PART: "Learners who take part",
    Measure.RETENTION: "Learners who are still here",
    Measure.CONTACT_IN_TIME: "Calls for help answered in time",
}


def percent(voice: Voice, figure: Figure) -> str:
    """Write a share, `16 of 19 (84 %)`."""
    share = figure.share
    if share is None:
        return f"{figure.n:g}"
    return voice.say("{n} of {all} ({share} %)", n=f"{figure.n:g}", all=figure.of, share=round(100 * share))


def so_far(voice: Voice, figures: Sequence[Figure], *, is_whole: bool = False) -> tuple[Field, ...]:
    """Sessions beside their target, check-ins week by week, who takes part, who is still here.

    `is_whole`: messages and answers are counted over the whole cohort, not over two weeks.
    """
    lines = [*_attendance(voice, figures), *_trend(voice, figures)]
    if not lines:
        return ()
    modules, active = whole(figures, Measure.MODULES), whole(figures, Measure.TAKING_PART)
    good_words = whole(figures, Measure.GOOD_WORDS)
    retained, replies = whole(figures, Measure.RETENTION), whole(figures, Measure.PEER_REPLIES)
    took_part = "Wrote or answered: {figure}." if is_whole else "Wrote or answered in the last two weeks: {figure}."
    said = {
        "Modules completed: {figure}.": modules,
        took_part: active,
        "Still here: {figure}.": retained,
        "Messages that answered somebody else: {figure}.": replies if replies is not None and replies.n else None,
        "Good words people gave each other: {figure}.": good_words,
    }
    lines += [
        voice.say(sentence, figure=percent(voice, figure)) for sentence, figure in said.items() if figure is not None
    ]
    return (Field(voice.say("So far"), fitting(voice, [f"- {line}" for line in lines], FIELD_VALUE)),)


def _attendance(voice: Voice, figures: Sequence[Figure]) -> list[str]:
    """Sessions that took place, beside the target (M1)."""
    sessions = whole(figures, Measure.SESSIONS)
    if sessions is None or sessions.share is None:
        return []
    target = round(100 * SESSION_TARGET)
    sentence = (
        "Sessions: {figure}; the target of {target} % is met."
        if sessions.share >= SESSION_TARGET
        else "Sessions: {figure}; the target is {target} %."
    )
    return [voice.say(sentence, figure=percent(voice, sessions), target=target)]


def _trend(voice: Voice, figures: Sequence[Figure]) -> list[str]:
    """Check-ins week by week."""
    weeks = by_cut(figures, Measure.CHECK_INS, Cut.WEEK)
    if not weeks:
        return []
    shares = ", ".join(f"{round(100 * (week.share or 0))} %" for week in weeks)
    return [voice.say("Check-ins week by week: {shares}.", shares=shares)]


def _early(voice: Voice, warnings: Iterable[Early], more: int) -> tuple[Field, ...]:
    """Whom somebody might write to before it is late, each with the reasons (M13)."""
    lines = [
        voice.say(
            "- {name} ({handle}): {reasons}",
            name=named(each.learner.name),
            handle=each.learner.handle,
            reasons=reasons(voice, each),
        )
        for each in warnings
    ]
    return (Field(voice.say("A kind word might help"), fitting(voice, lines, 900, more=more)),) if lines else ()


def reasons(voice: Voice, each: Early) -> str:
    """Why somebody is on the list, in words."""
    return "; ".join(_why(voice, reason, times) for reason, times in each.reasons)


def _why(voice: Voice, reason: Reason, times: int) -> str:
    match reason:
        case Reason.CHECK_INS:
            return voice.count("no answer to the last check-in", "no answer to the last {n} check-ins", times)
        case Reason.SESSIONS:
            return voice.count("missed the last session", "missed the last {n} sessions", times)
        case Reason.BEHIND:
            return voice.count("one module behind", "{n} modules behind", times)
        case Reason.QUIET:
            return voice.say("nothing heard for two weeks")


def _quiet_groups(voice: Voice, diagnoses: Sequence[Diagnosis], more: int) -> tuple[Field, ...]:
    """Quiet groups, by counts: where to look first, with what is known about each step (M12)."""
    shown = [looked_at(voice, each) for each in diagnoses]
    return (Field(voice.say("Quiet groups"), fitting(voice, shown, 1000, more=more)),) if shown else ()


def looked_at(voice: Voice, each: Diagnosis) -> str:
    """A quiet group: where to look first, second and third, each step with its evidence."""
    head = voice.say(
        "{group} {answered}/{due}. Look in this order:",
        group=named(each.group.name),
        answered=each.answered,
        due=each.due,
    )
    steps = (_schedule(voice, each), _structure(voice, each), _workload(voice, each))
    marks = (each.is_schedule, each.is_structure, each.is_workload)
    first = marks.index(True) if True in marks else -1
    lines = [f"**{step}**" if number == first else step for number, step in enumerate(steps)]
    return "\n".join([head, *(f"{number}. {line}" for number, line in enumerate(lines, 1))])


def _schedule(voice: Voice, each: Diagnosis) -> str:
    found = [
        voice.say("{name} on {day}", name=quoted(holiday.name, 40) or voice.say("a holiday"), day=voice.day(holiday.on))
        for holiday in each.holidays
    ]
    if each.away:
        found.append(voice.count("{n} person away", "{n} people away", each.away))
    evidence = ", ".join(found) or voice.say("no holiday, nobody away")
    return voice.say("dates: {evidence}", evidence=evidence)


def _structure(voice: Voice, each: Diagnosis) -> str:
    answered, due = each.elsewhere
    if not due:
        return voice.say("prompt: no other group to compare with; is it too vague?")
    sentence = (
        "prompt: {answered} of {due} answered elsewhere too, so is it too vague?"
        if each.is_structure
        else "prompt: the same one, and {answered} of {due} answered elsewhere"
    )
    return voice.say(sentence, answered=answered, due=due)


def _workload(voice: Voice, each: Diagnosis) -> str:
    if each.mentor is None:
        return voice.say("mentor's load: nobody looks after this group")
    return voice.say(
        "mentor's load: {name} has {learners}, and wrote {messages} in two weeks",
        name=named(each.mentor.name),
        learners=voice.count("{n} learner", "{n} learners", each.learners),
        messages=voice.count("{n} message", "{n} messages", each.messages),
    )
