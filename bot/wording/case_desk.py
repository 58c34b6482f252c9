"""A case on a coordinator's desk: looked at, worked on, passed on, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, ChoiceInput, Field, Form, Look, Option, TextInput
from bot.domain.cases import NOTE_LIMIT, Case, CaseEntry
from bot.domain.measures import is_about_conduct
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.limits import CARD_TEXT, OPTION_LABEL, OPTIONS
from bot.markup import bare, named, passage, quoted
from bot.wording import allowing, case_reopening, debriefing, holds, measures
from bot.wording.case_words import HANDED_TO, STATES, WHY_CLOSED, entered
from bot.wording.cases import category_title, whose, work
from bot.wording.lists import fitting, newest
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the whole view of a case needs; `people` by member id, `measured` how fast a person was there."""

    case: Case
    learner: Member
    owner: Member | None
    timeline: Sequence[CaseEntry]
    people: Mapping[str, Member]
    measured: str = ""
    may_reopen: bool = False


EXCERPT = 2000
"""Characters shown of what somebody wrote, escapes counted: a whole question, or the words around a signal."""


def excerpt(voice: Voice, case: Case) -> Card:
    """The words around the signal, on demand."""
    words = passage(case.excerpt, EXCERPT)
    quote = words.replace("\n", "\n> ") if words else voice.say("There are no words, or they were erased.")
    return Card(
        voice.say("> {quote}\n\nOnly you see this, and that you looked is recorded.", quote=quote),
        kind="case.excerpt",
        title=voice.say("Case {ref}", ref=case.ref),
        why=voice.say("You asked to see it."),
        buttons=(measures.button(voice, case),) if is_about_conduct(case) and not case.is_closed else (),
    )


def whole(voice: Voice, shown: Shown, packs: Packs) -> Card:
    """A case with its timeline, newest last."""
    case = shown.case
    head = standing(voice, shown, packs)
    lines = [entered(voice, entry, shown.people) for entry in shown.timeline]
    return Card(
        head + "\n" + newest(voice, lines, CARD_TEXT - len(head) - 1),
        kind="case.card",
        title=voice.say("Case {ref}", ref=case.ref),
        why=voice.say("You asked for it."),
        fields=(Field(voice.say("How fast"), shown.measured),) if shown.measured else (),
        buttons=deeds(voice, case, may_reopen=shown.may_reopen),
    )


def standing(voice: Voice, shown: Shown, packs: Packs) -> str:
    """What it is, how it stands and who must not hear of it."""
    case = shown.case
    return voice.say(
        "**{title}**, {severity}, {whose}: {state}.{owner} {signals}{kept}",
        title=category_title(voice, case, packs),
        severity=case.severity,
        whose=whose(voice, case, shown.learner),
        state=voice.say(STATES[case.state]),
        owner=_owner(voice, shown),
        signals=voice.count("One signal.", "{n} signals.", case.signals),
        kept=_kept(voice, shown),
    )


def deeds(voice: Voice, case: Case, *, may_reopen: bool = False) -> tuple[Button, ...]:
    """What a reader can do with it now."""
    if case.is_closed:
        return (*((case_reopening.button(voice, case),) if may_reopen else ()), holds.button(voice, case))
    buttons = work(voice, case)
    if case.is_unowned:
        buttons = (Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY), *buttons[1:])
    return (*buttons, holds.button(voice, case))


def _owner(voice: Voice, shown: Shown) -> str:
    if shown.owner is None:
        return "" if shown.case.is_closed else voice.say(" Nobody has it yet.")
    sentence = " {name} had it." if shown.case.is_closed else " {name} has it."
    return voice.say(sentence, name=named(shown.owner.name))


def _kept(voice: Voice, shown: Shown) -> str:
    """Say who must not hear of it, so that nobody tells them in a corridor."""
    names = [named(shown.people[each].name) for each in shown.case.kept_from if each in shown.people]
    kept = voice.say(" **Not a word to:** {names}.", names=fitting(voice, names, 500, ", ")) if names else ""
    review = shown.case.review_on
    return kept + (voice.say(" On hold, to be looked at again on {day}.", day=voice.day(review)) if review else "")


def listed(voice: Voice, cases: Sequence[Case], people: Mapping[str, Member], packs: Packs) -> Card:
    """Open cases, the most urgent first."""
    if not cases:
        return Card(
            voice.say("No open cases. When something needs a person, I'll write to whoever is on call."),
            kind="case.list",
            title=voice.say("Cases"),
            why=voice.say("You asked for it."),
        )
    ordered = sorted(cases, key=lambda case: (not case.is_unowned, -case.severity.rank, case.opened_at))
    lines = [_line(voice, case, people, packs) for case in ordered]
    buttons = tuple(Button(voice.say("Open {ref}", ref=c.ref), Action("case.show", c.id)) for c in ordered[:5])
    return Card(
        fitting(voice, lines, CARD_TEXT),
        kind="case.list",
        title=voice.count("{n} open case", "{n} open cases", len(cases)),
        why=voice.say("You asked for it."),
        buttons=buttons,
    )


def _line(voice: Voice, case: Case, people: Mapping[str, Member], packs: Packs) -> str:
    owner = people.get(case.owner_id)
    who = named(owner.name) if owner else voice.say("nobody has it")
    learner = people.get(case.learner_id)
    name = named(learner.name) if learner else voice.say("somebody who left")
    since = voice.short(case.opened_at)
    return voice.say(
        "- **{ref}** {title}, {severity}: {name}, since {since}, {who}",
        ref=case.ref,
        title=category_title(voice, case, packs),
        severity=voice.word(case.severity),
        name=name,
        since=since,
        who=who,
    )


def note_form(voice: Voice, case: Case) -> Form:
    """A note, in plain words."""
    text = TextInput("note", voice.say("What happened, in plain words"), is_long=True, limit=NOTE_LIMIT)
    return Form(Action("case.noted", case.id), voice.say("Case {ref}", ref=case.ref), (text,))


def close_form(voice: Voice, case: Case) -> Form:
    """Why, or to whom outside it was handed over, and a note."""
    reasons = (*WHY_CLOSED.items(), *HANDED_TO.items())
    options = tuple(Option(voice.say(words), reason.value) for reason, words in reasons)
    return Form(
        Action("case.closed", case.id),
        voice.say("Close case {ref}", ref=case.ref),
        (
            ChoiceInput("reason", voice.say("Why is it closed?"), options),
            TextInput("note", voice.say("Note"), is_required=False, is_long=True, limit=NOTE_LIMIT),
        ),
    )


def pass_on_form(voice: Voice, case: Case, others: Sequence[Member]) -> Form:
    """Who takes it instead."""
    options = tuple(Option(bare(person.name, OPTION_LABEL) or person.handle, person.id) for person in others[:OPTIONS])
    return Form(
        Action("case.passed_on", case.id),
        voice.say("Pass on {ref}", ref=case.ref),
        (ChoiceInput("to", voice.say("Who should take it?"), options),),
    )


def given_to(voice: Voice, case: Case, other: Member) -> Card:
    """To whoever passed it on."""
    return Card(
        voice.say(
            "I've asked {name} to take case {ref}. Until they say “I have it”, the next person in line "
            "hears of it too.",
            name=named(other.name),
            ref=case.ref,
        ),
        kind="case.passed_on",
    )


def nobody_else(voice: Voice, case: Case) -> Card:
    """Nobody else may take it."""
    return Card(
        voice.say(
            "There is nobody else who may take case {ref} right now. If you can't either, say so to the programme's "
            "outside contact; the case stays open until somebody has it.",
            ref=case.ref,
        ),
        kind="case.nobody",
    )


def note_kept(voice: Voice, case: Case) -> Card:
    """A note is in the timeline."""
    return Card(
        voice.say("Noted in case {ref}. Close it when things are settled.", ref=case.ref),
        kind="case.card",
        why=voice.say("You added a note."),
        buttons=work(voice, case),
    )


def note_needed(voice: Voice, case: Case) -> Card:
    """Critical and high cases are closed with a note."""
    return Card(
        voice.say(
            "Case {ref} is {severity}, so a short note of what happened belongs to it before it is closed.",
            ref=case.ref,
            severity=case.severity,
        ),
        kind="case.note_needed",
        buttons=(Button(voice.say("Close case"), Action("case.close", case.id)),),
    )


def empty_note(voice: Voice, case: Case) -> Card:
    """A note without words."""
    return Card(
        voice.say("The note was empty, so nothing was kept."),
        kind="case.empty_note",
        buttons=(Button(voice.say("Add a note"), Action("case.note", case.id)),),
    )


def take_first(voice: Voice, case: Case) -> Card:
    """Only a case that somebody has can be worked on."""
    return Card(
        voice.say("Nobody has case {ref} yet. Take it first, so that the others know.", ref=case.ref),
        kind="case.take_first",
        buttons=(Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY),),
    )


def no_reason(voice: Voice, case: Case) -> Card:
    """A closing without a reason."""
    return Card(
        voice.say("Please choose why case {ref} is closed.", ref=case.ref),
        kind="case.no_reason",
        buttons=(Button(voice.say("Close case"), Action("case.close", case.id)),),
    )


def closed(voice: Voice, case: Case, *, has_phrase: bool = False) -> Card:
    """To whoever closed it."""
    parts = [voice.say("Case {ref} is closed. Thank you.", ref=case.ref)]
    if case.needs_a_note():
        parts.append(debriefing.heavy(voice))
    return Card(
        "\n".join(parts),
        kind="case.closed",
        why=voice.say("You closed a case."),
        buttons=(
            *((allowing.button(voice, case),) if has_phrase else ()),
            *((debriefing.talk_button(voice, case),) if case.needs_a_note() else ()),
        ),
    )


def was_closed(voice: Voice, case: Case, owner: Member) -> Card:
    """What every copy of the alert turns into at the end."""
    return Card(
        voice.say("Closed by {name}.", name=named(owner.name)),
        kind="case.done",
        title=voice.say("Case {ref}", ref=case.ref),
    )


def no_such_case(voice: Voice, ref: str) -> Card:
    """A reference that is not there, or not for this reader."""
    return Card(
        voice.say("I don't find a case {ref}. `/coord case list` shows the open ones.", ref=quoted(ref, 12) or "…"),
        kind="case.none",
    )
