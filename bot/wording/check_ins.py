"""The weekly check-in, in a few warm words."""

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.check_ins import CheckIn, CheckInState, Mood
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.markup import quoted
from bot.wording.common import run_button
from bot.wording.voice import Voice


def _buttons(voice: Voice, check_in: CheckIn) -> tuple[Button, ...]:
    return (
        Button(voice.say("Going fine"), Action("check_in.fine", check_in.id), Look.PRIMARY),
        Button(voice.say("Tell a bit more"), Action("check_in.more", check_in.id)),
        Button(voice.say("I need help"), Action("check_in.help", check_in.id)),
        Button(voice.say("Skip this week"), Action("check_in.skip", check_in.id)),
    )


def opened(voice: Voice, cohort: Cohort, check_in: CheckIn) -> Card:
    """Thursday: how is it going?"""
    return Card(
        voice.say(
            "How is week {week} going? One tap is enough. If something is hard, tell me what, and who could help. "
            "It is open until {until}.",
            week=check_in.week,
            until=voice.when(check_in.closes_at),
        ),
        kind="check_in.open",
        title=voice.say("Your check-in, week {week}", week=check_in.week),
        why=voice.say("{cohort} has one short check-in a week.", cohort=quoted(cohort.name)),
        buttons=_buttons(voice, check_in),
    )


def reminder(voice: Voice, check_in: CheckIn) -> Card:
    """Saturday, once, only to whoever has not answered."""
    return Card(
        voice.say(
            "Your check-in for week {week} is open until {until}. A tap is enough, and skipping is fine too.",
            week=check_in.week,
            until=voice.when(check_in.closes_at),
        ),
        kind="check_in.reminder",
        why=voice.say("You hadn't answered this week's check-in yet. You get one reminder, never two."),
        buttons=_buttons(voice, check_in),
    )


def form(voice: Voice, check_in: CheckIn) -> Form:
    """Three small questions."""
    return Form(
        Action("check_in.submit", check_in.id),
        voice.say("Week {week}", week=check_in.week),
        (
            ChoiceInput(
                "mood",
                voice.say("How is it going?"),
                (
                    Option(voice.say("Going fine"), Mood.FINE),
                    Option(voice.say("So-so"), Mood.MIXED),
                    Option(voice.say("Hard right now"), Mood.HARD),
                ),
                check_in.mood or "",
            ),
            TextInput(
                "hardest",
                voice.say("What was hardest? (optional)"),
                check_in.hardest,
                is_required=False,
                is_long=True,
            ),
            ChoiceInput(
                "help",
                voice.say("Would you like your mentor to get in touch?"),
                (Option(voice.say("Yes, please"), "yes"), Option(voice.say("Not now"), "no")),
                "yes" if check_in.wants_help else "no",
                is_required=False,
            ),
        ),
    )


def thanks(voice: Voice, check_in: CheckIn) -> Card:
    """The private answer to an answer."""
    if check_in.wants_help:
        text = voice.say(
            "Thank you for saying so. Your mentor has been told that you'd like to talk. "
            "If it can't wait, `/peer help` reaches a coordinator."
        )
    elif check_in.state is CheckInState.OVERDUE:
        text = voice.say("Thank you. The week had already closed, so it doesn't count, but it is kept and it matters.")
    elif check_in.mood is Mood.FINE:
        text = voice.say("Thank you, good to hear. Next check-in in a week.")
    else:
        text = voice.say("Thank you for telling me. If you'd like somebody to talk to, `/peer help` is always open.")
    return Card(text, kind="check_in.thanks", why=voice.say("You just answered."))


def answered(voice: Voice, check_in: CheckIn) -> Card:
    """What the check-in message turns into."""
    words = {
        Mood.FINE: voice.say("going fine"),
        Mood.MIXED: voice.say("so-so"),
        Mood.HARD: voice.say("hard right now"),
    }
    said = words[check_in.mood] if check_in.mood else voice.say("answered")
    return Card(
        voice.say("Week {week}: {said}. Thank you.", week=check_in.week, said=said),
        kind="check_in.answered",
        buttons=(Button(voice.say("Change it"), Action("check_in.more", check_in.id)),),
    )


def was_skipped(voice: Voice, check_in: CheckIn) -> Card:
    """What the check-in message turns into when it was skipped."""
    return Card(
        voice.say("Week {week}: skipped.", week=check_in.week),
        kind="check_in.skipped",
        buttons=(Button(voice.say("Answer after all"), Action("check_in.more", check_in.id)),),
    )


def skipped(voice: Voice) -> Card:
    """The private answer to a skip."""
    return Card(
        voice.say("Skipped, no problem. See you next week."), kind="check_in.skip", why=voice.say("You skipped.")
    )


def help_wanted(voice: Voice, learner: Member, check_in: CheckIn) -> Card:
    """To the mentor: somebody would like to talk; the words only if the learner shares them."""
    said = (
        voice.say("\n\nThey wrote: {text}", text=quoted(check_in.hardest, 800))
        if check_in.hardest and check_in.is_shared
        else ""
    )
    return Card(
        voice.say(
            "{name} would like to hear from you this week. A short hello is enough to begin.", name=quoted(learner.name)
        )
        + said,
        kind="check_in.help_wanted",
        why=voice.say("{name} asked for it in their check-in.", name=quoted(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )


def none_open(voice: Voice) -> Card:
    """No check-in waits for an answer."""
    return Card(
        voice.say("There is no open check-in for you right now. `/peer me` shows when the next one comes."),
        kind="check_in.none",
        buttons=(run_button(voice.say("Show my page"), "peer me"),),
    )


def not_found(voice: Voice) -> Card:
    """A button of somebody else's check-in, or of one that is gone."""
    return Card(
        voice.say("That check-in isn't yours or no longer exists. `/peer me` shows what is open for you."),
        kind="check_in.not_found",
    )


def no_mood(voice: Voice, check_in: CheckIn) -> Card:
    """A form without the one answer it needs."""
    return Card(
        voice.say("Please choose how it is going; the rest can stay empty."),
        kind="check_in.no_mood",
        buttons=(Button(voice.say("Try again"), Action("check_in.more", check_in.id)),),
    )


def not_due(voice: Voice, learner: Member) -> str:
    """Why no check-in opened."""
    if not learner.is_active:
        return voice.say("You weren't taking part that week.")
    return voice.say("You were away, or your pace has no check-in that week.")
