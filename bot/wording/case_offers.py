"""What a coordinator can offer to somebody who fell silent, and the day on which they look at it again."""

from datetime import date

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.cases import NOTE_LIMIT, Case, Offer
from bot.domain.members import Member
from bot.markup import named, quoted
from bot.wording.cases import work
from bot.wording.voice import Voice

CHOICES = {
    Offer.PACE: "More time: another pace",
    Offer.RESOURCES: "Something that helps: a text, a person, a place",
    Offer.REPAIR: "Another mentor",
    Offer.TALK: "Talk first",
}
_NEXT = {
    Offer.PACE: "`/coord pace {handle} 2` gives {name} two weeks from one check-in to the next.",
    Offer.RESOURCES: "Send it to {name} in your own words; “Draft a message” begins one.",
    Offer.REPAIR: "`/coord handoff {handle}` moves {name} to another mentor, in neutral words to all three.",
    Offer.TALK: "Write to {name} yourself; “Draft a message” begins with “Are you okay?” and two times.",
}


def form(voice: Voice, case: Case, by: date) -> Form:
    """Four ways to help, and when to look again."""
    options = tuple(Option(voice.say(words), offer.value) for offer, words in CHOICES.items())
    return Form(
        Action("case.offered", case.id),
        voice.say("Case {ref}", ref=case.ref),
        (
            ChoiceInput("offer", voice.say("What could help?"), options),
            TextInput("by", voice.say("Look again on"), by.isoformat(), limit=40),
            TextInput("note", voice.say("Note"), is_required=False, is_long=True, limit=NOTE_LIMIT),
        ),
    )


def chosen(voice: Voice, case: Case, learner: Member, offer: Offer, by: date) -> Card:
    """What to do next, and when I ask again."""
    return Card(
        voice.say("**{offer}.** ", offer=voice.say(CHOICES[offer]))
        + voice.say(_NEXT[offer], name=named(learner.name), handle=learner.handle)
        + voice.say(" I'll ask how it went on {day}.", day=voice.day(by)),
        kind="case.offered",
        why=voice.say("You chose what could help in case {ref}.", ref=case.ref),
        buttons=(
            Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),
            *[button for button in work(voice, case) if button.action.name != "case.pass_on"],
        ),
    )


def follow_up(voice: Voice, case: Case, learner: Member) -> Card:
    """On the day they set."""
    return Card(
        voice.say(
            "Today you wanted to look again at case {ref} about {name}. Did it help? A note keeps it, closing ends it, "
            "and “What could help” tries something else.",
            ref=case.ref,
            name=named(learner.name),
        ),
        kind="case.follow_up",
        why=voice.say("You chose this day to look at it again."),
        buttons=work(voice, case),
    )


def cannot_read(voice: Voice, case: Case, typed: str) -> Card:
    """No choice, or a day that is none or is over."""
    return Card(
        voice.say(
            "I need one of the four choices and a day from today on, like Thu or 2026-04-07; “{typed}” isn't one.",
            typed=quoted(typed, 40),
        ),
        kind="case.offer_unclear",
        buttons=(Button(voice.say("Try again"), Action("case.offer", case.id)),),
    )
