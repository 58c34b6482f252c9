"""Peer review: what is asked, the checklist, what the author reads, and what becomes of what was not written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Action, Button, Card, Field, Form, TextInput
from bot.domain.deadlines import ReviewRound
from bot.domain.members import Group, Member
from bot.domain.reviews import Review
from bot.limits import BUTTONS, FIELD_VALUE, FORM_TITLE
from bot.markup import named, passage, quoted, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

ANSWER = 600
"""Characters of one answer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One review somebody is to write, and whose work it is about."""

    review: Review
    author: Member


def opened_in_group(voice: Voice, round_: ReviewRound) -> Card:
    """In the group's channel: the round begins, and where the work goes. Names nobody."""
    return Card(
        voice.say(
            "A round of peer review begins: {about}. Put yours into the thread below in the next days, as a few lines "
            "or a link; unfinished is fine, that is when it helps. I tell each of you in private whose work you read. "
            "What you write reaches its author alone.",
            about=quoted(round_.about, 200),
        ),
        kind="review.opened",
        title=voice.say("Reading each other's work"),
        why=voice.say("Your programme has rounds of peer review, while there is time to change something."),
        fields=(Field(voice.say("Until"), voice.day(round_.due_on)),),
        has_thread=True,
    )


def asked(voice: Voice, round_: ReviewRound, readings: Sequence[Reading], *, is_fewer: bool, is_guest: bool) -> Card:
    """To a reviewer: whose work, until when, what a good review is."""
    notes = []
    if is_fewer:
        notes.append(voice.say("Your group is small at the moment, so you read fewer than planned."))
    if is_guest:
        notes.append(voice.say("You would have been alone in your group, so this time you read with another one."))
    fields = [Field(voice.say("Until"), voice.day(round_.due_on))]
    fields += [Field(voice.say("Good to know"), " ".join(notes))] if notes else []
    return Card(
        voice.say(
            "You read the work of {who}: {about}. It is in the group's thread, or they send it to you.",
            who=_names(voice, readings),
            about=quoted(round_.about, 200),
        )
        + " "
        + voice.say(
            "A few short questions each, ten minutes are enough. Say what you saw rather than what they are like, and "
            "name one next step. Only the author reads it."
        ),
        kind="review.asked",
        title=voice.say("Peer review"),
        why=voice.say("A round of peer review began in your group."),
        fields=tuple(fields),
        buttons=_buttons(voice, readings),
    )


def reminder(voice: Voice, round_: ReviewRound, readings: Sequence[Reading]) -> Card:
    """Once, two days before: only to whoever still has one to write."""
    return Card(
        voice.say(
            "{who} would be glad of your view by {day}. Two honest sentences help more than a perfect page later. If "
            "you can't, leave it: somebody else takes it over, no questions asked.",
            who=_names(voice, readings),
            day=voice.day(round_.due_on),
        ),
        kind="review.reminder",
        title=voice.say("Peer review"),
        why=voice.say("A review of yours is still open; I remind you once."),
        buttons=_buttons(voice, readings),
    )


def _names(voice: Voice, readings: Sequence[Reading]) -> str:
    return voice.say(" and ").join(named(reading.author.name) for reading in readings)


def _buttons(voice: Voice, readings: Sequence[Reading]) -> tuple[Button, ...]:
    return tuple(
        Button(
            voice.say("Review for {name}", name=titled(reading.author.name)[:50]),
            Action("review.write", reading.review.id),
        )
        for reading in readings[:BUTTONS]
    )


def form(voice: Voice, reading: Reading, round_: ReviewRound) -> Form:
    """The checklist: what was seen and a next step are asked of everybody, the rest may stay empty."""
    last = len(round_.questions)
    inputs = tuple(
        TextInput(f"answer_{number}", voice.word(question), is_required=number in (0, last), is_long=True, limit=ANSWER)
        for number, question in enumerate(round_.checklist)
    )
    title = voice.say("For {name}", name=titled(reading.author.name))[:FORM_TITLE]
    return Form(Action("review.submit", reading.review.id), title, inputs, voice.say("Send it"))


def sent(voice: Voice, author: Member, rest: Sequence[Reading]) -> Card:
    """It is on its way; what is left to write, if anything."""
    done = voice.say("Thank you: {name} reads it in private.", name=named(author.name))
    left = voice.say(" {who} comes next, whenever you like.", who=_names(voice, rest)) if rest else ""
    return Card(done + left, kind="review.sent", buttons=_buttons(voice, rest))


def received(voice: Voice, reviewer: Member, round_: ReviewRound, review: Review, answers: Mapping[str, str]) -> Card:
    """To the author alone: what somebody saw, and a next step."""
    return Card(
        voice.say(
            "{name} read your work: {about}. Take what helps; the rest you may leave.",
            name=named(reviewer.name),
            about=quoted(round_.about, 200),
        ),
        kind="review.received",
        title=voice.say("A review for you"),
        why=voice.say("Somebody in your review round wrote this for you. Nobody else sees it."),
        fields=tuple(Field(voice.word(question), passage(answer, FIELD_VALUE)) for question, answer in answers.items()),
        buttons=(Button(voice.say("Thank you!"), Action("review.thank", review.id)),),
    )


def thanks(voice: Voice, author: Member) -> Card:
    """To the reviewer: it was read."""
    return Card(
        voice.say("{name} thanks you for your review.", name=named(author.name)),
        kind="review.thanks",
        why=voice.say("The author pressed “Thank you!” below your review."),
    )


def thanked(voice: Voice, reviewer: Member) -> Card:
    """To the author: the thanks are on their way."""
    return Card(voice.say("{name} hears that it reached you.", name=named(reviewer.name)), kind="review.thanked")


def take_over(voice: Voice, round_: ReviewRound, reading: Reading) -> Card:
    """To somebody who wrote all of theirs: one more, if they can. Says of nobody that they did not."""
    return Card(
        voice.say(
            "You are done with your reviews, thank you. {name} would be glad of one more reader: {about}. Could it be "
            "you? There is time until {day}; if not, just leave it.",
            name=named(reading.author.name),
            about=quoted(round_.about, 200),
            day=voice.day(reading.review.due_on),
        ),
        kind="review.take_over",
        title=voice.say("One more reader?"),
        why=voice.say("Somebody's work has fewer readers than planned, and you wrote all your reviews."),
        buttons=_buttons(voice, (reading,)),
    )


def none(voice: Voice) -> Card:
    """Nothing is to be written."""
    return Card(
        voice.say("No review waits for you at the moment. When a round begins, I tell you in private."),
        kind="review.none",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def settled(voice: Voice, review: Review) -> Card:
    """To somebody who presses the button of a review that is written, taken over or over."""
    if review.written_at is not None:
        return Card(voice.say("You wrote this one already, and its author has it. Thank you."), kind="review.settled")
    return Card(
        voice.say("This one is taken care of: the author has other readers. Nothing is left for you to do here."),
        kind="review.settled",
    )


def too_few(voice: Voice, round_: ReviewRound, groups: Sequence[Group], alone: Sequence[Member]) -> Card:
    """To the coordinator on call: where a round could not be as planned, and what was done instead."""
    lines = [
        voice.say("{group}: too few people, so everybody reads fewer.", group=named(group.name)) for group in groups
    ]
    lines += [
        voice.say("{name} is the only one there; please find them a reader.", name=named(member.name))
        for member in alone
    ]
    return Card(
        voice.say("The review round “{about}” began with fewer people than planned:", about=quoted(round_.about, 200))
        + "\n"
        + fitting(voice, lines, 1500),
        kind="review.too_few",
        why=voice.say("A round of peer review needs more people than are there."),
    )


def unwritten(voice: Voice, round_: ReviewRound, authors: Sequence[Member]) -> Card:
    """To the coordinator on call: whose work still lacks a reader, once the others were asked."""
    return Card(
        voice.say(
            "In the review round “{about}” these people got fewer reviews than planned: {names}. A few lines of yours, "
            "or of their mentor, would close the gap.",
            about=quoted(round_.about, 200),
            names=fitting(voice, [named(author.name) for author in authors], 800, ", "),
        ),
        kind="review.unwritten",
        why=voice.say("A round of peer review is over."),
    )


def begun(voice: Voice, round_: ReviewRound, reviews: int) -> Card:
    """To the coordinator who opened a round."""
    return Card(
        voice.count(
            "The round “{about}” is open until {day}: one review was handed out, in private.",
            "The round “{about}” is open until {day}: {n} reviews were handed out, in private.",
            reviews,
            about=quoted(round_.about, 200),
            day=voice.day(round_.due_on),
        ),
        kind="review.begun",
    )


def no_such_days(voice: Voice, first: date, last: date) -> Card:
    """To a coordinator whose round would end at no possible day."""
    return Card(
        voice.say(
            "A round lasts at least three days and ends inside the cohort: choose a day from {first} to {last}.",
            first=voice.day(first),
            last=voice.day(last),
        ),
        kind="review.no_day",
    )


def cannot_begin(voice: Voice) -> Card:
    """To a coordinator whose cohort is over, or has nobody to read anybody's work."""
    return Card(
        voice.say("There is nobody who could read anybody's work at the moment, so I opened nothing."),
        kind="review.nobody",
    )


def no_answer(voice: Voice) -> Card:
    """To a reviewer who sent empty boxes."""
    return Card(
        voice.say("There is nothing in it so far. A sentence about what you saw and one next step are plenty."),
        kind="review.empty",
    )


def held_back(voice: Voice) -> Card:
    """To somebody whose words the bot was to pass on, when something in them asks for a person first."""
    return Card(
        voice.say(
            "I have not passed this on. Something in it made me stop, and I may be wrong. You can word it differently "
            "and send it again, or write to a coordinator: `/peer help`."
        ),
        kind="words.held_back",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )
