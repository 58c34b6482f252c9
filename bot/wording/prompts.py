"""The weekly post and its hint."""

from datetime import date

from bot.cards import Action, Button, Card, Field, Form, TextInput
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member
from bot.domain.milestones import pressure_at
from bot.domain.plan import Prompt, softer
from bot.markup import named, passage, titled
from bot.wording import sharing
from bot.wording.common import run_button
from bot.wording.delivery import later_than_usual
from bot.wording.milestones import lighter
from bot.wording.voice import Voice

ANSWER = 1000
"""Characters of an answer in private."""

_LONG_ENOUGH = 4
"""Weeks from which a cohort has a middle worth a reminder."""


def weekly(voice: Voice, cohort: Cohort, group: Group, prompt: Prompt, *, is_late: bool) -> Card:
    """What matters this week: one focus, one question, the next milestone, where to ask."""
    phase = cohort.plan.phase(prompt.week)
    fields = [Field(voice.say("This week's focus"), prompt.focus)] if prompt.focus else []
    first_day = cohort.starts_on.toordinal() + 7 * (prompt.week - 1)
    milestone = cohort.plan.next_milestone(date.fromordinal(first_day))
    if milestone is not None:
        fields.append(Field(voice.say("Next milestone"), f"{named(milestone.name)}, {voice.day(milestone.due_on)}"))
    if prompt.week == _half_way(cohort):
        fields.append(Field(voice.say("Before you share a story"), sharing.well(voice)))
    fields.append(
        Field(voice.say("Where to ask"), voice.say("In the thread below, in #help, or `/peer help` privately"))
    )
    before = cohort.plan.prompt(prompt.week - 1)
    if before is not None and before.follow_up:
        fields.insert(0, Field(voice.say("How did it go?"), before.follow_up))
    if prompt.week == cohort.weeks:
        fields.append(
            Field(voice.say("A good word"), voice.say("`/peer kudos @name` thanks somebody; they are asked first."))
        )
    hints = (Button(voice.say("Give me a hint"), Action("prompt.hint", prompt.key)),) if prompt.hint else ()
    in_private = Button(voice.say("Answer in private"), Action("prompt.private", prompt.key))
    leave_out = Button(voice.say("Skip this question"), Action("prompt.skip", prompt.key))
    monday = date.fromordinal(first_day)
    close = pressure_at(cohort.plan, monday)
    question = prompt.text(phase.name) if close is None else lighter(voice, close, prompt.text(softer(phase.name)))
    card = Card(
        question,
        kind="prompt.week",
        title=voice.say("Week {week} of {weeks}: {theme}", week=prompt.week, weeks=cohort.weeks, theme=prompt.theme),
        why=voice.say(
            "{group} gets one question a week, {when} on the group's clock. Skipping it is fine; nobody counts.",
            group=named(group.name),
            when=voice.weekly(cohort.plan.rhythm.prompt),
        ),
        fields=tuple(fields),
        buttons=(*hints, in_private, leave_out),
        has_thread=True,
        language=voice.language,
    )
    return later_than_usual(card) if is_late else card


def _half_way(cohort: Cohort) -> int:
    """Return the week of the reminder to share well: the first of the second half; a short cohort has none."""
    return cohort.weeks // 2 + 1 if cohort.weeks >= _LONG_ENOUGH else 0


def hint(voice: Voice, prompt: Prompt | None) -> Card:
    """A hint, only for whoever asked."""
    text = (
        prompt.hint
        if prompt is not None and prompt.hint
        else voice.say("There is no hint for this one. Ask your group what they would try first.")
    )
    return Card(text, kind="prompt.hint", why=voice.say("You asked for a hint."))


def steps(voice: Voice, prompt: Prompt | None) -> Card:
    """The week's question in small steps, only for whoever asked."""
    if prompt is None or not prompt.guide:
        return hint(voice, prompt)
    return Card(
        prompt.guide,
        kind="prompt.steps",
        title=voice.say("Week {week} in small steps", week=prompt.week),
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def left_out(voice: Voice, prompt: Prompt | None) -> Card:
    """To whoever skips a question: nobody sees it, and it may be answered later all the same."""
    private = (
        Button(voice.say("Answer after all"), Action("prompt.private", prompt.key)) if prompt is not None else None
    )
    return Card(
        voice.say(
            "That is fine. Nobody sees that you skipped it, and nobody asks. Its thread stays open, now and later."
        ),
        kind="prompt.left_out",
        why=voice.say("You pressed “Skip this question”."),
        buttons=(private,) if private is not None else (),
    )


def private_form(voice: Voice, key: str, reader: Member) -> Form:
    """An answer for one person instead of the thread."""
    return Form(
        Action("prompt.answered", key),
        voice.say("Your answer"),
        (
            TextInput(
                "text", voice.say("Only one person reads it"), hint=titled(reader.name), is_long=True, limit=ANSWER
            ),
        ),
        voice.say("Send it"),
    )


def private_answer(voice: Voice, who: Member, prompt: Prompt, text: str) -> Card:
    """To the mentor, or whoever looks after the group: an answer that was not for everybody."""
    return Card(
        voice.say(
            "{name} answers the week's question in private: {text}", name=named(who.name), text=passage(text, 1500)
        ),
        kind="prompt.answer",
        title=voice.say("Week {week}: {theme}", week=prompt.week, theme=prompt.theme),
        why=voice.say("Somebody you look after pressed “Answer in private” below the week's question."),
    )


def answered(voice: Voice, reader: Member) -> Card:
    """To whoever answered in private."""
    return Card(
        voice.say("Thank you. {name} reads it, and nobody else.", name=named(reader.name)), kind="prompt.answered"
    )


def no_reader(voice: Voice) -> Card:
    """Nobody is there to read a private answer, or there is no such question, or nothing in the box."""
    return Card(
        voice.say("There is nothing I could pass on to anybody now. The thread is always open, and skipping is fine."),
        kind="prompt.no_reader",
    )


def skipped(voice: Voice, group: Group, on: date) -> Card:
    """To coordinators: a post that would have been too late to be useful."""
    return Card(
        voice.say(
            "I couldn't post this week's question in {group} on {day} in time, so I left it out rather than post it "
            "hours late. You may want to write a line there yourself.",
            group=named(group.name),
            day=voice.day(on),
        ),
        kind="prompt.skipped",
        why=voice.say("A scheduled post was too late to be useful."),
    )


def refused(voice: Voice, group: Group, on: date) -> Card:
    """To coordinators: the platform does not let the bot post in a group's channel."""
    return Card(
        voice.say(
            "I couldn't post this week's question in {group} on {day}: the platform doesn't let me write there. Please "
            "check that the channel still exists and that I'm in it. Until then you may want to post the question "
            "yourself.",
            group=named(group.name),
            day=voice.day(on),
        ),
        kind="prompt.refused",
        why=voice.say("A scheduled post could not be delivered."),
    )


def uncertain(voice: Voice, group: Group, on: date) -> Card:
    """To coordinators: nobody can tell whether a post arrived, and it is not posted twice."""
    return Card(
        voice.say(
            "I can't tell whether this week's question reached {group} on {day}: the connection broke while I was "
            "posting, and the platform wouldn't let me look. Please look there; if the question is missing, post it "
            "yourself. I won't, so that nobody reads it twice.",
            group=named(group.name),
            day=voice.day(on),
        ),
        kind="prompt.uncertain",
        why=voice.say("A scheduled post may or may not have arrived."),
    )
