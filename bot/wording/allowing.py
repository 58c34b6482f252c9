"""After a false alarm: the phrase that alarmed, and whether it should."""

from bot.cards import Action, Button, Card, Form, TextInput
from bot.domain.allowances import LONGEST
from bot.domain.cases import Case
from bot.markup import bare
from bot.wording.voice import Voice


def button(voice: Voice, case: Case) -> Button:
    """To look at the phrase."""
    return Button(voice.say("The phrase that alarmed"), Action("case.phrase", case.id))


def form(voice: Voice, case: Case, phrase: str) -> Form:
    """The phrase, to be allowed, changed, or taken out."""
    return Form(
        Action("case.phrase_allowed", case.id),
        voice.say("After a false alarm"),
        (
            TextInput(
                "phrase",
                voice.say("What should no longer alarm"),
                bare(phrase, LONGEST),
                is_required=False,
                limit=LONGEST,
                hint=voice.say("These words together, nothing around them. Leave it empty to change nothing."),
            ),
        ),
    )


def too_wide(voice: Voice) -> str:
    """What is wrong with a phrase."""
    return voice.say(
        "Please keep what alarmed and a word or two around it, up to twelve words: less would hide too much."
    )


def names_somebody(voice: Voice) -> str:
    """Why a phrase cannot be allowed as it stands."""
    return voice.say("Please leave the name out: what you allow stays when whoever wrote it has their data deleted.")


def nothing(voice: Voice, case: Case) -> Card:
    """There is no phrase to decide on."""
    return Card(
        voice.say(
            "For case {ref} there is no phrase to decide on: somebody did, or its words were erased.", ref=case.ref
        ),
        kind="case.no_phrase",
        why=voice.say("You asked for it."),
    )


def is_allowed(voice: Voice, case: Case) -> Card:
    """It no longer alarms."""
    return Card(
        voice.say(
            "Thank you. Those words together no longer alarm anybody in this cohort; whatever stands beside them still "
            "does. It is recorded with case {ref}.",
            ref=case.ref,
        ),
        kind="case.phrase_allowed",
        why=voice.say("You allowed a phrase."),
    )


def is_left(voice: Voice, case: Case) -> Card:
    """The rule stays as it is."""
    return Card(
        voice.say("The rule stays as it is. Case {ref} stays closed as a false alarm.", ref=case.ref),
        kind="case.phrase_left",
        why=voice.say("You left a rule as it is."),
    )
