"""The weekly check-in, in a few warm words."""

from dataclasses import dataclass
from datetime import date

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.check_ins import CheckIn, CheckInState, Mood
from bot.domain.cohorts import Cohort
from bot.domain.deadlines import Milestone, Module
from bot.domain.members import Member
from bot.domain.plan import GUIDE, PRACTISE, Prompt
from bot.markup import named, passage, refilled, titled
from bot.wording.common import run_button
from bot.wording.modules import behind
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes after an answer: the day of the next check-in (None: there is none), and who was asked to help."""

    cohort: Cohort
    next_on: date | None
    told: Member | None = None


def next_check_in(voice: Voice, outlook: Outlook) -> str:
    """Say when the next check-in comes, or that there is none."""
    if outlook.next_on is not None:
        return voice.say("Next check-in: {day}.", day=voice.day(outlook.next_on))
    return voice.say("That was your last check-in of {cohort}.", cohort=named(outlook.cohort.name))


def _buttons(voice: Voice, check_in: CheckIn) -> tuple[Button, ...]:
    return (
        Button(voice.say("Going fine"), Action("check_in.fine", check_in.id), Look.PRIMARY),
        Button(voice.say("Tell a bit more"), Action("check_in.more", check_in.id)),
        Button(voice.say("I need help"), Action("check_in.help", check_in.id)),
        Button(voice.say("Skip this week"), Action("check_in.skip", check_in.id)),
    )


_OPENED = {
    GUIDE: "How is it going so far? One tap is enough. If something is hard, say what it is and who could help. It is "
    "open until {until}.",
    PRACTISE: "How is it going? One tap is enough; what was hardest is welcome too. Open until {until}.",
}
_OPENED_BRIEFLY = "How is it going? Open until {until}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check-in asks about besides: the `step` of the last session, a module somebody is `behind` with.

    `question` is the week's, as the learner's group has it: a group may be behind its cohort.
    """

    step: str = ""
    behind: Module | None = None
    question: Prompt | None = None


def opened(voice: Voice, cohort: Cohort, check_in: CheckIn, asks: Asked = Asked(), *, slips: bool = False) -> Card:
    """Thursday: how is it going? Fewer words as support fades; the whole of it again for somebody who slips (P10)."""
    prompt = asks.question
    phase = GUIDE if slips else cohort.plan.phase(prompt.week if prompt is not None else check_in.week).name
    buttons = _buttons(voice, check_in)
    if asks.behind is not None:
        buttons += (Button(voice.say("Book an office hour"), Action("office.book")),)
    elif slips and prompt is not None and prompt.guide:
        buttons += (Button(voice.say("This week in small steps"), Action("prompt.steps", prompt.key)),)
    late = behind(voice, asks.behind, check_in.week) if asks.behind is not None else ""
    asked = voice.say(_OPENED.get(phase, _OPENED_BRIEFLY), until=voice.when(check_in.closes_at))
    last = voice.say("It is the last one; a word about what you take with you is welcome.")
    parts = (asks.step, late, asked, last if check_in.week == cohort.weeks else "")
    return Card(
        "\n\n".join(part for part in parts if part),
        kind="check_in.open",
        title=_title(voice, check_in, prompt),
        why=voice.say("{cohort} has one short check-in a week.", cohort=named(cohort.name)),
        buttons=buttons,
    )


def _title(voice: Voice, check_in: CheckIn, prompt: Prompt | None) -> str:
    if prompt is None:
        return voice.say("Your check-in, week {week}", week=check_in.week)
    return voice.say("Your check-in, week {week}: {theme}", week=check_in.week, theme=prompt.theme)


def reminder(voice: Voice, check_in: CheckIn, close: Milestone | None = None) -> Card:
    """Saturday, once, only to whoever has not answered; softer while a main milestone is `close`."""
    soft = "It's a full week, so leave it if you like: your check-in for week {week} stays open until {until}."
    usual = "Your check-in for week {week} is open until {until}. A tap is enough, and skipping is fine too."
    return Card(
        voice.say(soft if close else usual, week=check_in.week, until=voice.when(check_in.closes_at)),
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
                voice.say("What was hardest?"),
                refilled(check_in.hardest, 1000),
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


def thanks(voice: Voice, check_in: CheckIn, outlook: Outlook) -> Card:
    """The private answer to an answer."""
    buttons: tuple[Button, ...] = ()
    if check_in.wants_help:
        text = _help_is_coming(voice, outlook.told)
        buttons = (run_button(voice.say("It can't wait"), "peer help"),)
    elif check_in.state is CheckInState.OVERDUE:
        text = voice.say(
            "Thank you, good to hear from you. The week had closed, so it doesn't count in the figures. It's kept, and "
            "nobody will ask about that week."
        )
    elif check_in.mood is Mood.FINE:
        text = voice.say("Thank you, good to hear.")
    else:
        hard = voice.say(" Hard weeks are part of it.") if check_in.mood is Mood.HARD else ""
        text = voice.say("Thank you for telling me.{hard} If you'd like to talk, I can find a person.", hard=hard)
        buttons = (run_button(voice.say("Get help"), "peer help"),)
    return Card(
        f"{text} {next_check_in(voice, outlook)}",
        kind="check_in.thanks",
        why=voice.say("You just answered."),
        buttons=buttons,
    )


def _help_is_coming(voice: Voice, told: Member | None) -> str:
    if told is None:
        return voice.say("Thank you for saying so. A coordinator has been asked to get in touch with you.")
    return voice.say(
        "Thank you for saying so. {name}, your mentor, has been told that you'd like to talk.", name=named(told.name)
    )


def mood_words(voice: Voice, check_in: CheckIn) -> str:
    """Say how somebody said it goes."""
    words = {
        Mood.FINE: voice.say("going fine"),
        Mood.MIXED: voice.say("so-so"),
        Mood.HARD: voice.say("hard right now"),
    }
    return words[check_in.mood] if check_in.mood else voice.say("answered")


def answered(voice: Voice, check_in: CheckIn) -> Card:
    """What the check-in message turns into."""
    return Card(
        voice.say("Week {week}: {said}. Thank you.", week=check_in.week, said=mood_words(voice, check_in)),
        kind="check_in.answered",
        buttons=(Button(voice.say("Change it"), Action("check_in.more", check_in.id)),),
    )


def was_skipped(voice: Voice, check_in: CheckIn) -> Card:
    """What the check-in message turns into when it was skipped."""
    return Card(
        voice.say("Week {week}: skipped, and that is fine.", week=check_in.week),
        kind="check_in.skipped",
        buttons=(Button(voice.say("Answer after all"), Action("check_in.more", check_in.id)),),
    )


def skipped(voice: Voice, outlook: Outlook) -> Card:
    """The private answer to a skip."""
    return Card(
        voice.say("Skipped, no problem.") + f" {next_check_in(voice, outlook)}",
        kind="check_in.skip",
        why=voice.say("You skipped."),
    )


def help_wanted(voice: Voice, learner: Member, check_in: CheckIn) -> Card:
    """To the mentor: somebody would like to talk. The words are a tap away if the learner shares them."""
    buttons = [Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY)]
    if check_in.hardest and check_in.is_shared:
        buttons.append(Button(voice.say("Read what they wrote"), Action("check_in.words", check_in.id)))
    return Card(
        voice.say(
            "{name} would like to hear from you this week. A short hello is enough to begin.", name=named(learner.name)
        ),
        kind="check_in.help_wanted",
        why=voice.say("{name} asked for it in their check-in.", name=named(learner.name)),
        buttons=tuple(buttons),
    )


def their_words(voice: Voice, learner: Member, check_in: CheckIn) -> Card:
    """To the mentor who asks: what a learner shares with them, shown once and kept nowhere else."""
    text = passage(check_in.hardest, 2000).replace("\n", "\n> ")
    return Card(
        f"> {text}" if text else voice.say("There are no words, or they were erased."),
        kind="check_in.words",
        title=voice.say("{name}, week {week}", name=titled(learner.name), week=check_in.week),
        why=voice.say("You asked for it; {name} shares their check-ins with you.", name=named(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id)),),
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
        voice.say("I can't find that check-in among yours. `/peer me` shows what is open for you."),
        kind="check_in.not_found",
    )


def no_mood(voice: Voice, check_in: CheckIn) -> Card:
    """A form without the one answer it needs."""
    return Card(
        voice.say("Please choose how it is going; the rest can stay empty."),
        kind="check_in.no_mood",
        buttons=(Button(voice.say("Try again"), Action("check_in.more", check_in.id)),),
    )


def away_now(voice: Voice) -> str:
    """Why no reminder came."""
    return voice.say("You're off these days, so I didn't remind you.")


def not_due(voice: Voice, learner: Member) -> str:
    """Why no check-in opened."""
    if not learner.is_active:
        return voice.say("You weren't taking part that week.")
    return voice.say("You were away, or your pace has no check-in that week.")
