"""What coordinators read about surveys: how many answered, what may be told, and that one word about who may not."""

from collections.abc import Mapping, Sequence

from bot.cards import Card, Field
from bot.domain.members import Group
from bot.domain.survey_answers import Answer, Quote
from bot.domain.surveys import Survey, SurveyKind
from bot.limits import CARD_TEXT, FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.surveys import figure, means
from bot.wording.voice import Voice

_NAMES = {
    SurveyKind.BASELINE: "Baseline",
    SurveyKind.LEARNING_CHECK: "Learning check",
    SurveyKind.PULSE: "Pulse",
    SurveyKind.SATISFACTION: "Satisfaction",
    SurveyKind.END: "End survey",
    SurveyKind.REVIEW: "Review",
    SurveyKind.QUIZ: "Learning check with right answers",
}


def name(voice: Voice, survey: Survey) -> str:
    """What coordinators call a survey: Pulse, Learning check 2."""
    plain = voice.say(_NAMES[survey.kind])
    return f"{plain} {survey.number}" if survey.number > 1 else plain


def sent(voice: Voice, survey: Survey, number: int) -> Card:
    """A survey was sent by hand."""
    return Card(
        voice.count(
            "{name}: sent to {n} person. It closes on {until}; only then there are figures.",
            "{name}: sent to {n} people. It closes on {until}; only then there are figures.",
            number,
            name=name(voice, survey),
            until=voice.when(survey.closes_at),
        ),
        kind="survey.sent",
        why=voice.say("You just sent it."),
    )


def already_open(voice: Voice, survey: Survey) -> Card:
    """To a coordinator who sends what is out already."""
    return Card(
        voice.say(
            "{name} is out already, until {until}. `/coord survey close` closes it now.",
            name=name(voice, survey),
            until=voice.when(survey.closes_at),
        ),
        kind="refusal.survey",
    )


def no_questions(voice: Voice) -> Card:
    """To a coordinator who sends a learning check that the cohort file doesn't have."""
    return Card(
        voice.say(
            "The cohort file has no questions with right answers yet. A `[[learning_check]]` in it says what is asked; "
            "`/coord survey send learning_check` asks people what they think themselves."
        ),
        kind="refusal.survey",
    )


def none_open(voice: Voice) -> Card:
    """To a coordinator who closes what is not open."""
    return Card(
        voice.say(
            "No survey of that kind is open. `/coord survey send` sends one; `/coord report` shows the closed ones."
        ),
        kind="refusal.survey",
        buttons=(run_button(voice.say("Show the report"), "coord report"),),
    )


def results(voice: Voice, survey: Survey, groups: Mapping[str, str]) -> Card:
    """A closed survey: everybody, then the groups that may be shown. `groups`: names by id."""
    return Card(
        voice.say("{name} is closed.", name=name(voice, survey)),
        kind="survey.results",
        title=name(voice, survey),
        why=voice.say("You asked for it."),
        fields=fields(voice, survey, groups),
    )


def fields(voice: Voice, survey: Survey, groups: Mapping[str, str]) -> tuple[Field, ...]:
    """A closed survey in a report: how many answered, the means, the groups shown and how many are not."""
    lines = [voice.say("{n} of {asked} answered.", n=survey.answered, asked=survey.asked)]
    if survey.kind is not SurveyKind.REVIEW:
        lines.append(means(voice, survey))
        lines += _groups(voice, survey, groups)
    if survey.raised:
        lines.append(voice.count("{n} hand-raise offered", "{n} hand-raises offered", survey.raised))
    return (Field(name(voice, survey), fitting(voice, lines, FIELD_VALUE)),)


def _groups(voice: Voice, survey: Survey, groups: Mapping[str, str]) -> list[str]:
    if survey.result() is None:
        return []
    shown = [result for result in survey.results if result.cut in groups]
    lines = [
        voice.say(
            "{group} (n = {n}): {means}",
            group=named(groups[result.cut]),
            n=result.n,
            means=", ".join(figure(voice, survey, mean) for mean in result.means),
        )
        for result in shown
    ]
    if len(shown) < len(groups):
        kept = len(groups) - len(shown)
        lines.append(
            voice.count(
                "{n} group is not shown: nothing about fewer than five people should come out.",
                "{n} groups are not shown: nothing about fewer than five people should come out.",
                kept,
            )
        )
    return lines


def of_group(voice: Voice, survey: Survey, group: Group) -> Field:
    """What a mentor reads of a group they look after."""
    told = voice.say("{group} together, from 1 to 5:", group=named(group.name))
    return Field(name(voice, survey), f"{told}\n{means(voice, survey, group.id)}")


def words(voice: Voice, answers: Sequence[Answer], names: Mapping[str, str]) -> Card:
    """What people wrote, as far as each of them agreed. `names` by member id."""
    lines = []
    for answer in answers:
        who = {
            Quote.COORDINATORS: voice.say("for you alone"),
            Quote.NAMELESS: voice.say("may be quoted, without a name"),
            Quote.NAMED: voice.say("may be quoted: {name}", name=named(names.get(answer.member_id, ""))),
        }[answer.quote]
        lines.append(f"- {quoted(' '.join(answer.words[0].split()), 250)} ({who})")
    return Card(
        fitting(voice, lines, CARD_TEXT) or voice.say("Nobody has written anything that may be shown so far."),
        kind="survey.words",
        title=voice.say("In their own words"),
        why=voice.say("You asked for it. Who wrote chose who may read it."),
    )
