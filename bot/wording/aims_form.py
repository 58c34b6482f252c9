"""The forms for what people want to reach and how they like to work: two short ones, every answer optional."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.cards import Action, ChoiceInput, Form, Option, TextInput
from bot.domain.aims import Aims
from bot.domain.members import MeetingFormat, Role
from bot.markup import bare, refilled
from bot.wording.voice import Voice

LONGEST = 600
STYLE = 40
WORDS = 200
_SLOTS, _HINT = 300, 90


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form shows filled in, by input."""

    values: Mapping[str, str]

    @classmethod
    def stored(cls, aims: Aims, stage: int) -> "Answers":
        """Return what is kept."""
        words = {"by_week_2": aims.by_week_2, "by_week_4": aims.by_week_4, "access": aims.access}
        return cls(words | {"stage": str(stage or ""), "hours": str(aims.hours or "")})

    def get(self, name: str) -> str:
        """Return an answer, "" where there is none."""
        return self.values.get(name, "")


def goals(voice: Voice, answers: Answers) -> Form:
    """Success by week 2 and by week 4, stage, hours, access needs."""
    return Form(
        Action("aims.submit"),
        voice.say("Your goals"),
        (
            _box(answers, "by_week_2", voice.say("By week 2, success would be…"), voice.say("In your own words")),
            _box(answers, "by_week_4", voice.say("By week 4, success would be…"), voice.say("Only you read it")),
            _line(answers, "stage", voice.say("Which module are you at?"), voice.say("A number, like 2")),
            _line(
                answers,
                "hours",
                voice.say("Hours a week you can give it"),
                voice.say("Most people think of too few; add a third"),
            ),
            _box(
                answers,
                "access",
                voice.say("What helps you take part?"),
                voice.say("Captions, more time, no calls: only you read it; tell whom you like"),
            ),
        ),
        submit=voice.say("Save"),
    )


def profile(voice: Voice, answers: Answers, role: Role = Role.LEARNER, words: Collection[str] = ()) -> Form:
    """Style, video or chat, when they can meet, and the words pairs are found by; `words` are those in use already."""
    known = bare(", ".join(sorted(words)), _HINT) or voice.say("In a few words, between commas")
    own = _of_mentor(voice, answers, known) if role is Role.MENTOR else _of_learner(voice, answers, known)
    return Form(
        Action("aims.profile"),
        voice.say("How you work"),
        (
            _line(answers, "style", voice.say("How you like to work, in one word"), voice.say("Structured, open…")),
            _format(voice, answers),
            TextInput(
                "slots",
                voice.say("When you can meet"),
                bare(answers.get("slots"), _SLOTS),
                voice.say("On your clock, like Mon 18:00-20:00;Thu 12:00-13:30"),
                is_required=False,
                limit=_SLOTS,
            ),
            *own,
        ),
        submit=voice.say("Save"),
    )


def weekly(voice: Voice, slot: str) -> Form:
    """A fixed time of every week, for their own calendar."""
    return Form(
        Action("aims.weekly"),
        voice.say("A fixed time"),
        (
            TextInput(
                "slot",
                voice.say("When, every week?"),
                bare(slot, STYLE),
                voice.say("On your clock, like Mon 18:00-20:00"),
                limit=STYLE,
            ),
        ),
        submit=voice.say("Make the file"),
    )


def no_slot() -> str:
    """The field error for what is no single weekly time; plain, without markup."""
    return "Write one time, like Mon 18:00-20:00; the button makes as many files as you like."


def _format(voice: Voice, answers: Answers) -> ChoiceInput:
    ways = {
        MeetingFormat.EITHER: voice.say("Both are fine"),
        MeetingFormat.VIDEO: voice.say("By video or voice"),
        MeetingFormat.CHAT: voice.say("In writing"),
    }
    form = answers.get("format")
    return ChoiceInput(
        "format",
        voice.say("How you like to meet"),
        tuple(Option(label, str(way)) for way, label in ways.items()),
        form if form in list(MeetingFormat) else str(MeetingFormat.EITHER),
        is_required=False,
    )


def _of_learner(voice: Voice, answers: Answers, known: str) -> tuple[TextInput | ChoiceInput, ...]:
    """What they want to get better at, and whether their group may read it: only what they say yes to is shown."""
    return (
        _words(answers, "words", voice.say("What you want to get better at"), known),
        ChoiceInput(
            "share",
            voice.say("May your group read these words?"),
            (
                Option(voice.say("Yes, with my name"), "yes"),
                Option(voice.say("No, they are for pairing only"), "no"),
            ),
            "yes" if answers.get("share") == "yes" else "no",
            is_required=False,
        ),
    )


def _of_mentor(voice: Voice, answers: Answers, known: str) -> tuple[TextInput | ChoiceInput, ...]:
    return (
        _words(answers, "words", voice.say("What you are good at helping with"), known),
        _line(
            answers,
            "stage",
            voice.say("The last module you finished yourself"),
            voice.say("A number, or leave it empty"),
        ),
    )


def _words(answers: Answers, name: str, label: str, hint: str) -> TextInput:
    return TextInput(name, label, bare(answers.get(name), WORDS), hint, is_required=False, limit=WORDS)


def _box(answers: Answers, name: str, label: str, hint: str) -> TextInput:
    value = refilled(answers.get(name), LONGEST)
    return TextInput(name, label, value, hint, is_required=False, is_long=True, limit=LONGEST)


def _line(answers: Answers, name: str, label: str, hint: str) -> TextInput:
    return TextInput(name, label, bare(answers.get(name), STYLE), hint, is_required=False, limit=STYLE)


def no_number(most: int) -> str:
    """The field error for what is no whole number; plain, without markup."""
    return f"Write a whole number up to {most}, or leave it empty."


def no_slots() -> str:
    """The field error for hours that cannot be read; plain, without markup."""
    return "Write them like Mon 18:00-20:00;Thu 12:00-13:30, or leave it empty."
