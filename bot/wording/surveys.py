"""Surveys: a minute at most, nothing that must be answered, and what becomes of it said beforehand."""

from bot.cards import Action, Button, Card, ChoiceInput, Form, FormInput, Look, Option, Select, TextInput
from bot.domain.cohorts import Cohort
from bot.domain.survey_answers import Answer, Quote
from bot.domain.surveys import HIGHEST, LOWEST, WORDS_LIMIT, Survey, SurveyKind
from bot.markup import bare, named, quoted, refilled
from bot.wording.common import run_button
from bot.wording.voice import Voice

_TITLES = {
    SurveyKind.BASELINE: "Where you begin",
    SurveyKind.LEARNING_CHECK: "A short look at what you learned",
    SurveyKind.PULSE: "How is it for you here?",
    SurveyKind.SATISFACTION: "One question, half way",
    SurveyKind.END: "Where you are now",
    SurveyKind.REVIEW: "Looking back, together",
    SurveyKind.QUIZ: "A short look at what you learned",
}
_INTROS = {
    SurveyKind.BASELINE: "A few short questions at the beginning. The same ones come back at the end, so that we can "
    "see what the programme changes.",
    SurveyKind.LEARNING_CHECK: "A few short questions for yourself: what is clear by now, and what isn't yet? Nothing "
    "is marked.",
    SurveyKind.PULSE: "A few short questions about the programme, not about you. They help us to mend things while "
    "there is time.",
    SurveyKind.SATISFACTION: "Are you satisfied with the programme so far? One tap, from 1, not at all, to 5, fully.",
    SurveyKind.END: "The questions from the beginning, once more, and room for a few words.",
    SurveyKind.REVIEW: "A few questions to you who ran it. What you say will be different next time is what "
    "participants read when we say goodbye.",
    SurveyKind.QUIZ: "A few questions, one at a time, and each answer is explained to you at once. Nothing is marked.",
}
_PRIVATE = "Nobody sees what you in particular answered; figures are shown of five people or more. Skipping is fine."


def asked(voice: Voice, survey: Survey) -> Card:
    """A survey arrives: one tap or one form."""
    parts = [voice.say(_INTROS[survey.kind])]
    parts.append(voice.say(_PRIVATE) if survey.kind is not SurveyKind.REVIEW else "")
    parts.append(voice.say("Open until {until}.", until=voice.when(survey.closes_at)))
    is_one_tap = _is_one_tap(survey)
    if survey.kind is SurveyKind.QUIZ:
        return _quiz(voice, survey, " ".join(parts))
    words = voice.say("Add a few words") if survey.kind.takes_words else voice.say("Answer in a form")
    write = Button(words if is_one_tap else voice.say("Answer"), Action("survey.write", survey.id), _look(is_one_tap))
    return Card(
        " ".join(part for part in parts if part),
        kind="survey.open",
        title=voice.say(_TITLES[survey.kind]),
        why=voice.say("The programme asks everybody this once. You may leave it out."),
        buttons=(write, Button(voice.say("Skip"), Action("survey.skip", survey.id))),
        select=Select(Action("survey.rate", survey.id), bare(voice.word(survey.questions[0]), 75), _scale(voice))
        if is_one_tap
        else None,
    )


def _quiz(voice: Voice, survey: Survey, text: str) -> Card:
    return Card(
        text,
        kind="quiz.open",
        title=title(voice, survey),
        why=voice.say("The programme asks everybody this once. You may leave it out."),
        buttons=(
            begin(survey, voice.say("Begin"), Look.PRIMARY),
            Button(voice.say("Skip"), Action("survey.skip", survey.id)),
        ),
    )


def title(voice: Voice, survey: Survey) -> str:
    """What people read above a survey."""
    return voice.say(_TITLES[survey.kind])


def begin(survey: Survey, label: str, look: Look = Look.PLAIN) -> Button:
    """What answering it begins with: its form, or the first question with a right answer."""
    is_quiz = survey.kind is SurveyKind.QUIZ
    return Button(label, Action("quiz.ask", f"{survey.id}:0") if is_quiz else Action("survey.write", survey.id), look)


def _is_one_tap(survey: Survey) -> bool:
    return len(survey.questions) == 1 and survey.kind is not SurveyKind.REVIEW


def _look(is_one_tap: bool) -> Look:
    return Look.PLAIN if is_one_tap else Look.PRIMARY


def _scale(voice: Voice) -> tuple[Option, ...]:
    words = {LOWEST: voice.say("1: not at all"), 3: voice.say("3: partly"), HIGHEST: voice.say("5: fully")}
    return tuple(Option(words.get(score, str(score)), str(score)) for score in range(LOWEST, HIGHEST + 1))


def form(voice: Voice, survey: Survey, answer: Answer) -> Form:
    """Every question at once; what was said before stands in it."""
    if survey.kind is SurveyKind.REVIEW:
        said = [*answer.words, *[""] * len(survey.questions)]
        inputs: tuple[FormInput, ...] = tuple(
            TextInput(
                f"q{n}",
                bare(voice.word(question), 45),
                refilled(said[n - 1], WORDS_LIMIT),
                is_required=False,
                is_long=True,
            )
            for n, question in enumerate(survey.questions, 1)
        )
    else:
        scores = [*map(str, answer.scores), *[""] * len(survey.questions)]
        inputs = tuple(
            ChoiceInput(f"q{n}", bare(voice.word(question), 45), _scale(voice), scores[n - 1])
            for n, question in enumerate(survey.questions, 1)
        )
    words = _words(voice, answer) if survey.kind.takes_words else ()
    title = voice.say("Looking back") if survey.kind is SurveyKind.REVIEW else voice.say("From 1 to 5")
    return Form(Action("survey.submit", survey.id), title, (*inputs, *words))


def _words(voice: Voice, answer: Answer) -> tuple[FormInput, ...]:
    said = next(iter(answer.words), "")
    return (
        TextInput(
            "words",
            voice.say("What helped, what should change?"),
            refilled(said, WORDS_LIMIT),
            is_required=False,
            is_long=True,
        ),
        ChoiceInput(
            "quote",
            voice.say("Who may read these words?"),
            (
                Option(voice.say("Coordinators, without my name"), Quote.COORDINATORS),
                Option(voice.say("Anybody, without my name"), Quote.NAMELESS),
                Option(voice.say("Anybody, with my name"), Quote.NAMED),
            ),
            answer.quote,
        ),
    )


def thanks(voice: Voice, survey: Survey) -> Card:
    """The private answer to an answer."""
    return Card(
        voice.say("Thank you. You can change it until {until}.", until=voice.when(survey.closes_at)),
        kind="survey.thanks",
        why=voice.say("You just answered."),
        buttons=(Button(voice.say("Add a few words"), Action("survey.write", survey.id)),)
        if survey.kind.takes_words and _is_one_tap(survey)
        else (),
    )


def hand_raise(voice: Voice, survey: Survey) -> Card:
    """The private answer to a very low answer: a person, if they like."""
    return Card(
        voice.say(
            "Thank you for saying it as it is. Would it help to talk to somebody? It is yours to decide: nobody is "
            "told who you are or what you answered. You can change your answer until {until}.",
            until=voice.when(survey.closes_at),
        ),
        kind="survey.hand_raise",
        why=voice.say("You just answered, and something seems hard."),
        buttons=(run_button(voice.say("I'd like to talk"), "peer help"),),
    )


def answered(voice: Voice, survey: Survey) -> Card:
    """What the survey's message turns into."""
    return Card(
        voice.say("{title}: answered. Thank you.", title=voice.say(_TITLES[survey.kind])),
        kind="survey.answered",
        buttons=(Button(voice.say("Change it"), Action("survey.write", survey.id)),),
    )


def skipped(voice: Voice, survey: Survey) -> Card:
    """Nothing was asked for, and nothing comes after."""
    return Card(
        voice.say("{title}: skipped, and that is fine.", title=voice.say(_TITLES[survey.kind])),
        kind="survey.skipped",
        why=voice.say("You just skipped it."),
        buttons=(begin(survey, voice.say("Answer after all")),),
    )


def over(voice: Voice) -> Card:
    """To somebody who answers what has closed."""
    return Card(
        voice.say(
            "This survey has closed, and its figures are made. If there is something you'd like to say, `/peer help` "
            "reaches a person at any time."
        ),
        kind="refusal.survey",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def incomplete(voice: Voice, survey: Survey) -> Card:
    """To somebody whose answer has a gap."""
    return Card(
        voice.say("One of the questions has no answer yet. Every one goes from 1, not at all, to 5, fully."),
        kind="refusal.survey",
        buttons=(Button(voice.say("Open it again"), Action("survey.write", survey.id)),),
    )


def away(voice: Voice) -> str:
    """Why a survey did not come."""
    return voice.say("You were away that day, so the survey was left out. Nothing is missing.")


def told_back(voice: Voice, cohort: Cohort, survey: Survey) -> Card:
    """Half way, to everybody: what all of them said together, and where to say more (M14, M16)."""
    return Card(
        voice.say(
            "Thank you to everybody who answered last week. This is what came of it, of {n} people together, from 1 to "
            "5:\n{lines}\nShould something be different? `/peer help` reaches a coordinator at any time.",
            n=survey.answered,
            lines=means(voice, survey),
        ),
        kind="survey.told",
        title=voice.say("What we learned so far"),
        why=voice.say("{cohort} tells everybody what came of a survey.", cohort=named(cohort.name)),
    )


def means(voice: Voice, survey: Survey, cut: str = "") -> str:
    """The mean of every question, one a line."""
    result = survey.result(cut)
    if result is None:
        return voice.say("Fewer than five people answered, so no figures are shown.")
    lines = [
        voice.say("- {question}: {mean}", question=quoted(voice.word(question), 60), mean=figure(voice, survey, mean))
        for question, mean in zip(survey.questions, result.means, strict=True)
    ]
    return "\n".join(lines)


def figure(voice: Voice, survey: Survey, mean: float) -> str:
    """The mean of a question: from 1 to 5, or how many chose the right answer."""
    return voice.say("{share} % right", share=round(100 * mean)) if survey.kind is SurveyKind.QUIZ else f"{mean:.1f}"
