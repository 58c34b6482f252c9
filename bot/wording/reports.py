"""Reporting something privately: who hears of it, who never does, how it stands. Nothing of a report is repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.cases import Case, CaseState, Cause
from bot.domain.helplines import CountryHelp
from bot.domain.members import Member
from bot.domain.reports import REPORT_LIMIT, Now
from bot.limits import CARD_TEXT, OPTION_LABEL, OPTIONS
from bot.markup import bare, named, quoted, refilled, titled
from bot.wording import safety
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

NOBODY = "nobody"
"""The value of the choice that nobody in particular is to be left out."""
_LINK = 300


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears of a report and when (None: now), who is kept out of it, and the contacts beyond the bot.

    `outside` is the address of the outside contact, who is told that something waits where nobody else may be told.
    """

    told: Sequence[Member]
    told_at: datetime | None
    kept_out: Sequence[Member]
    country: CountryHelp | None
    outside: str = ""
    when_broken: str = ""


def about_message(voice: Voice, link: str) -> str:
    """The beginning of a text about somebody's message; "" where the platform has no addresses."""
    return voice.say("About this message: {link}\n", link=bare(link, _LINK)) if link else ""


def page(voice: Voice, coordinators: Sequence[Member], country: CountryHelp | None, *, has_some: bool) -> Card:
    """What a report is, who reads it, and what to do at once."""
    names = fitting(voice, [named(person.name) for person in coordinators], 800, ", ")
    people = voice.say("Coordinators, the one on duty first: {names}.", names=names) if names else ""
    buttons = [Button(voice.say("Write a report"), Action("report.ask"), Look.PRIMARY)]
    if has_some:
        buttons.append(Button(voice.say("How mine stand"), Action("report.status")))
    return Card(
        voice.say(
            "**In danger now:** call {number}. You can leave a conversation at any time, and mute or block somebody in "
            "the app; they aren't told.\n\nYou don't have to deal with it alone, and you need no proof. A coordinator "
            "reads what you write and writes to you. **Whoever it is about never hears of it from here,** a mentor or "
            "a coordinator neither: whoever you name is left out, and you can leave out somebody else, too. Your group "
            "and your mentor are told nothing. I never write to the other side.\n\n{people}",
            number=safety.emergency(voice, country),
            people=people,
        ).rstrip(),
        kind="report.page",
        title=voice.say("Report something privately"),
        why=voice.say("You asked for it."),
        buttons=(*buttons, run_button(voice.say("Limits of peer support"), "peer limits")),
    )


def form(voice: Voice, action: Action, text: str, author: Member | None, coordinators: Sequence[Member]) -> Form:
    """The report. `author` is who wrote the message it was opened on, and so whom it is kept from."""
    who = bare(author.name, 80) if author is not None else ""
    left_out = tuple(Option(titled(person.name)[:OPTION_LABEL], person.id) for person in coordinators[: OPTIONS - 1])
    return Form(
        action,
        voice.say("Report privately"),
        (
            TextInput("text", voice.say("What happened?"), _begun(text), is_long=True, limit=REPORT_LIMIT),
            TextInput(
                "about",
                voice.say("Who is it about? They never hear of it"),
                who,
                voice.say("Names, with commas between. Empty if they aren't in the programme"),
                is_required=False,
                limit=200,
            ),
            ChoiceInput(
                "now",
                voice.say("How is it for you right now?"),
                (
                    Option(voice.say("I'm safe, and it can wait"), Now.CAN_WAIT),
                    Option(voice.say("I'm safe, and it is urgent"), Now.URGENT),
                    Option(voice.say("I'm not safe"), Now.NOT_SAFE),
                ),
                Now.CAN_WAIT,
            ),
            ChoiceInput(
                "without",
                voice.say("Who else should not hear of it?"),
                (Option(voice.say("Nobody else in particular"), NOBODY), *left_out),
                NOBODY,
                is_required=False,
            ),
        ),
    )


def _begun(text: str) -> str:
    """Clean what a text begins with for its box; what is to be written starts on a line of its own."""
    return refilled(text, REPORT_LIMIT - 1) + ("\n" if text.endswith("\n") else "")


def nobody_called(voice: Voice, typed: str, near: Sequence[str]) -> str:
    """What is wrong with a name nobody here has."""
    hint = voice.say(" Did you mean {names}?", names=voice.say(" or ").join(near)) if near else ""
    return voice.say(
        "I don't know “{typed}” here.{hint} Write the name as it stands in the programme, or leave this empty.",
        typed=bare(typed, 40),
        hint=bare(hint, 120) and f" {bare(hint, 120)}",
    )


def nothing_written(voice: Voice) -> str:
    """What is wrong with a report without words."""
    return voice.say("A few words are enough, but some are needed.")


def received(voice: Voice, case: Case | None, heard: Heard, now: Now) -> Card:
    """The report has arrived: safety first, then who was told, who was not, and what comes next."""
    parts = []
    if now is Now.NOT_SAFE:
        parts.append(
            voice.say(
                "**Your safety first:** call {number} now if you might be in danger, or go where people are. You can "
                "also reach {lines}.",
                number=safety.emergency(voice, heard.country),
                lines=safety.lines(voice, heard.country),
            )
        )
    parts += [_who_hears(voice, heard), _who_does_not(voice, heard), _next(voice, case)]
    return Card(
        "\n\n".join(part for part in parts if part),
        kind="report.received",
        title=voice.say("Thank you for telling us"),
        why=voice.say("You reported something."),
        buttons=(Button(voice.say("How mine stand"), Action("report.status")),),
    )


def _who_hears(voice: Voice, heard: Heard) -> str:
    if heard.told:
        when = voice.say("now") if heard.told_at is None else voice.say("on {when}", when=voice.when(heard.told_at))
        return voice.say(
            "{name}, a coordinator, hears {when} that something waits for them, then the next one who may know, if "
            "they can't. What you wrote is opened by whoever takes it, and that is recorded.",
            name=named(heard.told[0].name),
            when=when,
        )
    if heard.outside:
        address = heard.outside.removeprefix("mailto:")
        write = (
            voice.say(" You can write to them: {address}.", address=quoted(address)) if address != heard.outside else ""
        )
        return voice.say(
            "No coordinator may know of this. The programme's outside contact is told that something waits, not what "
            "and not from whom.{write}",
            write=write,
        )
    where = voice.say(" Please turn to {contact}.", contact=quoted(heard.when_broken)) if heard.when_broken else ""
    return voice.say("No coordinator here may know of this, so nobody was told.{where}", where=where)


def _who_does_not(voice: Voice, heard: Heard) -> str:
    names = fitting(voice, [named(person.name) for person in heard.kept_out], 500, ", ")
    kept = voice.say("Never told, and never shown any of it: {names}. ", names=names) if names else ""
    return kept + voice.say("Your group and your mentor aren't told either.")


def _next(voice: Voice, case: Case | None) -> str:
    ref = voice.say("Its name is {ref}. ", ref=case.ref) if case is not None else ""
    return ref + voice.say(
        "I tell you here when somebody has it. If you can, keep messages and pictures, and don't answer them. If there "
        "is more to say, report again: it comes to the same person."
    )


_STATES = {
    CaseState.OPEN: "nobody has it yet; the next person is asked if nobody takes it",
    CaseState.EXHAUSTED: "everybody who may know was asked; nobody has it yet",
    CaseState.ACKNOWLEDGED: "{owner} has it",
    CaseState.IN_CONTACT: "{owner} has it and is at work on it",
    CaseState.RESOLVED: "closed on {closed}",
    CaseState.HANDED_OVER: "with a service outside the programme since {closed}",
    CaseState.VOID: "closed on {closed}",
}
_WHAT = {
    Cause.REPORT: "your report",
    Cause.MENTOR: "what you brought to the coordinators",
    Cause.FLAG: "the message you asked about",
    Cause.HELP: "your question",
}


def status(voice: Voice, cases: Sequence[Case], people: Mapping[str, Member]) -> Card:
    """How somebody's own reports and questions stand; nothing of what is in them."""
    lines = [_status(voice, case, people) for case in cases]
    return Card(
        fitting(voice, lines, CARD_TEXT - 200)
        or voice.say("You haven't reported or asked anything so far. If there is something, it is in good hands here."),
        kind="report.status",
        title=voice.say("How it stands"),
        why=voice.say("You asked for it."),
        buttons=(
            Button(voice.say("Write a report"), Action("report.ask")),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def _status(voice: Voice, case: Case, people: Mapping[str, Member]) -> str:
    owner = people.get(case.owner_id)
    hides = case.cause is Cause.MENTOR and case.state is CaseState.HANDED_OVER
    state = voice.say(
        _STATES[CaseState.RESOLVED if hides else case.state],
        owner=named(owner.name) if owner else voice.say("a coordinator"),
        closed=voice.when(case.closed_at) if case.closed_at else "",
    )
    what = voice.say(_WHAT.get(case.cause, "your question"))
    return voice.say(
        "- **{ref}**, {what}, {when}: {state}.", ref=case.ref, what=what, when=voice.short(case.opened_at), state=state
    )


def somebody_has_it(voice: Voice, case: Case, owner: Member) -> Card:
    """To whoever opened a case: a person has it. It says nothing of what it is about, since screens are seen."""
    return Card(
        voice.say("{name}, a coordinator, has {ref} and will write to you.", name=named(owner.name), ref=case.ref),
        kind="report.taken",
        why=voice.say("You brought something to the coordinators."),
        buttons=(Button(voice.say("How mine stand"), Action("report.status")),),
    )


def was_closed(voice: Voice, case: Case) -> Card:
    """To whoever opened a case: it is closed, and what to do if it isn't over."""
    return Card(
        voice.say(
            "{ref} was closed. If it isn't over for you, write again: it is opened anew, for the same people.",
            ref=case.ref,
        ),
        kind="report.closed",
        why=voice.say("You brought something to the coordinators."),
        buttons=(Button(voice.say("How mine stand"), Action("report.status")),),
    )


def was_handed_over(voice: Voice, case: Case) -> Card:
    """To whoever opened a case: a service outside the programme looks after it; which one, the coordinator says."""
    return Card(
        voice.say(
            "A service outside the programme looks after {ref} now. If it isn't over for you, write again: it is "
            "opened anew, for the same people.",
            ref=case.ref,
        ),
        kind="report.closed",
        why=voice.say("You brought something to the coordinators."),
        buttons=(Button(voice.say("How mine stand"), Action("report.status")),),
    )


def was_reopened(voice: Voice, case: Case) -> Card:
    """To whoever opened a case: the coordinators look at it again."""
    return Card(
        voice.say("{ref} is open again. I tell you here when somebody has it.", ref=case.ref),
        kind="report.reopened",
        why=voice.say("You brought something to the coordinators."),
        buttons=(Button(voice.say("How mine stand"), Action("report.status")),),
    )
