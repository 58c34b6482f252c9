"""A whole cohort, looked back at: for its coordinators on the last Sunday and the day after, and for files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Action, Button, Card, Field
from bot.domain.cohorts import Cohort
from bot.domain.figures import Cut, Figure, Measure, by_cut, whole
from bot.limits import CARD_TEXT, FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.figures import goals, percent, so_far
from bot.wording.help import span
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a cohort report tells. What people wrote is not in it: a stored message never holds that."""

    cohort: Cohort
    figures: tuple[Figure, ...]
    surveys: tuple[Field, ...] = ()
    is_final: bool = False


_MOST_SURVEYS = 4


def cohort_report(voice: Voice, report: LookBack) -> Card:
    """The interim report on the last Sunday, the final one when the last step is done."""
    fields = [
        *so_far(voice, report.figures, is_whole=True),
        *goals(voice, report.cohort.plan.measured_goals, report.figures),
        *_sessions(voice, report.figures),
        *_change(voice, report.figures),
        *_help(voice, report.figures),
        *_mentors(voice, report.figures),
        *report.surveys[-_MOST_SURVEYS:],
    ]
    text = (
        "{cohort} is over, and these are its figures. Nothing more changes in them."
        if report.is_final
        else "{cohort} ends today. These are its figures so far; the final ones come tomorrow, after the last step."
    )
    return Card(
        voice.say(text, cohort=named(report.cohort.name)),
        kind="report.cohort",
        title=voice.say("Cohort report") if report.is_final else voice.say("Cohort report, interim"),
        why=voice.say("Coordinators get it on the last Sunday, and once more on the day after."),
        fields=tuple(fields[:10]),
        buttons=(
            Button(voice.say("In their own words"), Action("survey.words", report.cohort.id)),
            run_button(voice.say("As numbers"), "coord export"),
        ),
    )


def _sessions(voice: Voice, figures: Sequence[Figure]) -> tuple[Field, ...]:
    lines = [
        voice.say(sentence, name=named(figure.name), figure=percent(voice, figure))
        for cut, sentence in ((Cut.GROUP, "- {name}: {figure}"), (Cut.MENTOR, "- with {name}: {figure}"))
        for figure in by_cut(figures, Measure.SESSIONS, cut)
    ]
    return (Field(voice.say("Sessions, by group and mentor"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def _change(voice: Voice, figures: Sequence[Figure]) -> tuple[Field, ...]:
    """From the baseline to the end, of everybody who answered each (M9)."""
    lines = [
        voice.say("- {question}: {change}", question=quoted(voice.word(figure.name), 60), change=f"{figure.n:+.1f}")
        for figure in by_cut(figures, Measure.SURVEY_CHANGE, Cut.QUESTION)
    ]
    return (Field(voice.say("From the beginning to the end"), "\n".join(lines)),) if lines else ()


def _help(voice: Voice, figures: Sequence[Figure]) -> tuple[Field, ...]:
    minutes, in_time = whole(figures, Measure.CONTACT_MINUTES), whole(figures, Measure.CONTACT_IN_TIME)
    lines = []
    if minutes is not None:
        length = span(voice, _minutes(minutes.n))
        lines.append(voice.say("- Half were in touch with a person within {length}.", length=length))
    if in_time is not None:
        lines.append(voice.say("- In the time they were promised: {figure}.", figure=percent(voice, in_time)))
    if (answer := whole(figures, Measure.ANSWER_MINUTES)) is not None:
        length = span(voice, _minutes(answer.n))
        lines.append(
            voice.say("- Half of what was asked in the help channel had an answer within {length}.", length=length)
        )
    said = {
        "- Asked in the help channel and answered there: {figure}.": whole(figures, Measure.ANSWERED),
        "- Cases closed: {figure}.": whole(figures, Measure.CASES),
        "- Pairs looked at after two missed sessions: {figure}.": whole(figures, Measure.STRUGGLING_PAIRS),
        "- Learners with another mentor now: {figure}.": whole(figures, Measure.HANDOFFS),
    }
    lines += [
        voice.say(sentence, figure=percent(voice, one)) for sentence, one in said.items() if one is not None and one.n
    ]
    return (Field(voice.say("Help, and pairs that struggled"), "\n".join(lines)),) if lines else ()


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _mentors(voice: Voice, figures: Sequence[Figure]) -> tuple[Field, ...]:
    wrote = {figure.name: figure.n for figure in by_cut(figures, Measure.MENTOR_MESSAGES, Cut.MENTOR)}
    lines = [
        voice.say(
            "- {name}: {learners}, {messages} in channels",
            name=named(figure.name),
            learners=voice.count("{n} learner", "{n} learners", int(figure.n)),
            messages=voice.count("{n} message", "{n} messages", int(wrote.get(figure.name, 0))),
        )
        for figure in by_cut(figures, Measure.MENTOR_LEARNERS, Cut.MENTOR)
    ]
    return (Field(voice.say("Mentors"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def as_lines(voice: Voice, lines: Sequence[str]) -> Card:
    """Figures as CSV, as far as they fit."""
    shown = fitting(voice, [quoted(line, 300) for line in lines], CARD_TEXT)
    return Card(
        shown,
        kind="report.csv",
        title=voice.say("The report as CSV"),
        why=voice.say("You asked for it."),
        fields=(Field(voice.say("As a file"), _file(voice, "csv")),),
    )


def exported(voice: Voice, text: str) -> Card:
    """The figures of the whole cohort as JSON, in one line."""
    return Card(
        quoted(text, CARD_TEXT),
        kind="report.json",
        title=voice.say("The report as JSON"),
        why=voice.say("You asked for it."),
        fields=(Field(voice.say("As a file"), _file(voice, "json")),),
    )


def _file(voice: Voice, format: str) -> str:
    return voice.say(
        "Groups, mentors, weeks and questions too: whoever runs me writes them with `kith report --format {format}`.",
        format=format,
    )


def chart(voice: Voice, figures: Sequence[Figure]) -> str:
    """The alternative text of the picture: the same weeks and shares, in a sentence each."""
    lines = []
    names = ((Measure.CHECK_INS, "Check-ins answered"), (Measure.SESSIONS, "Sessions attended"))
    for measure, name in names:
        weeks = by_cut(figures, measure, Cut.WEEK)
        if weeks:
            said = ", ".join(voice.say("week {week} {share}", week=w.name, share=_share(w)) for w in weeks)
            lines.append(voice.say("{name}: {weeks}.", name=voice.say(name), weeks=said))
    return " ".join(lines) or voice.say("There is nothing to show so far.")


def picture_title(voice: Voice) -> str:
    """What the picture of the weeks is called."""
    return voice.say("Week by week")


def _share(figure: Figure) -> str:
    return f"{round(100 * (figure.share or 0))} %"
