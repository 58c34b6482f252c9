"""Alerts and cases, for coordinators: the minimum that is necessary, and what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.cases import NOTE_LIMIT, Case, CaseEntry, Resolution
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.markup import quoted
from bot.wording.voice import Voice

_CATEGORIES = {
    "missed_check_ins": "Three missed check-ins in a row",
    "missed_sessions": "Two missed sessions in a row",
    "help": "Asked for help",
    "report": "A confidential report",
    "mentor": "A mentor asks for help",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the whole view of a case needs; `people` by member id."""

    case: Case
    learner: Member
    owner: Member | None
    timeline: Sequence[CaseEntry]
    people: Mapping[str, Member]


def category_title(case: Case, packs: Packs) -> str:
    """Name a case's category in plain words."""
    if case.category in _CATEGORIES:
        return _CATEGORIES[case.category]
    return packs.category(case.category).title


def ago(voice: Voice, since: datetime, now: datetime) -> str:
    """Say how long ago something was."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return voice.say("just now")
    if minutes < 120:
        return voice.count("{n} minute ago", "{n} minutes ago", minutes)
    hours = minutes // 60
    return (
        voice.count("{n} hour ago", "{n} hours ago", hours) if hours < 48 else voice.say("{n} days ago", n=hours // 24)
    )


def alert(voice: Voice, case: Case, learner: Member, packs: Packs, now: datetime) -> Card:
    """The content-free message to whoever is on call."""
    where = voice.say(" in {channel}", channel=quoted(case.channel)) if case.channel else ""
    lines = [
        voice.say(
            "**{title}**, {severity}. {name}{where}, {ago}.",
            title=category_title(case, packs),
            severity=case.severity,
            name=quoted(learner.name),
            where=where,
            ago=ago(voice, case.opened_at, now),
        ),
        _told(voice, case, learner),
        voice.say("Nobody has it yet. If you can look at it now, press “I have it”."),
    ]
    buttons = [Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY)]
    if case.excerpt:
        buttons.append(Button(voice.say("Show excerpt"), Action("case.excerpt", case.id)))
    buttons.append(Button(voice.say("Pass on"), Action("case.pass_on", case.id)))
    if case.message_id:
        buttons.append(Button(voice.say("False alarm"), Action("case.false_alarm", case.id)))
    return Card(
        "\n".join(line for line in lines if line),
        kind="case.alert",
        title=voice.say("Case {ref} needs a person", ref=case.ref),
        why=voice.say("You are on call, or next in line, for this cohort."),
        buttons=tuple(buttons),
    )


def _told(voice: Voice, case: Case, learner: Member) -> str:
    if not case.message_id:
        return ""
    if case.learner_told:
        return voice.say("{name} was sent a private message with help.", name=quoted(learner.name))
    return voice.say("{name} has not been sent anything.", name=quoted(learner.name))


def outside(case: Case) -> Card:
    """To the outside contact: that somebody is needed, nothing else."""
    return Card(
        f"Case {case.ref} is waiting and nobody has taken it. Please reach a coordinator of the programme now.",
        kind="case.outside",
        why="You are the programme's outside contact.",
    )


def taken(voice: Voice, case: Case, learner: Member, owner: Member) -> Card:
    """What every copy of the alert turns into."""
    return Card(
        voice.say("{owner} has it, since {time}. Nothing for you to do.", owner=quoted(owner.name), time=_since(case)),
        kind="case.taken",
        title=voice.say("Case {ref}", ref=case.ref),
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id)),),
    )


def _since(case: Case) -> str:
    return f"<t:{int((case.acknowledged_at or case.opened_at).timestamp())}>"


def _work(voice: Voice, case: Case) -> tuple[Button, ...]:
    buttons = [
        Button(voice.say("Add a note"), Action("case.note", case.id), Look.PRIMARY),
        Button(voice.say("Close case"), Action("case.close", case.id)),
        Button(voice.say("Pass on"), Action("case.pass_on", case.id)),
    ]
    if case.excerpt:
        buttons.insert(1, Button(voice.say("Show excerpt"), Action("case.excerpt", case.id)))
    return tuple(buttons)


def yours(voice: Voice, case: Case, learner: Member, packs: Packs) -> Card:
    """To whoever said "I have it"."""
    return Card(
        voice.say(
            "It's yours, thank you. **{title}**, {severity}, about {name}.\n"
            "- Write to {name} yourself, privately and soon. Short is fine.\n"
            "- If you believe somebody is in danger, call the local emergency number; I never do.\n"
            "- Add a note once you are in touch. Without one I'll ask again, and then tell the next person.",
            title=category_title(case, packs),
            severity=case.severity,
            name=quoted(learner.name),
        ),
        kind="case.card",
        title=voice.say("Case {ref} is yours", ref=case.ref),
        why=voice.say("You took this case."),
        buttons=_work(voice, case),
    )


def still_yours(voice: Voice, case: Case, learner: Member) -> Card:
    """To the owner of a case without a note."""
    return Card(
        voice.say(
            "You have case {ref} about {name}, and there is no note yet. A line is enough: “wrote to them”. If "
            "you can't, pass it on; without a note it goes back to everybody on call.",
            ref=case.ref,
            name=quoted(learner.name),
        ),
        kind="case.reminder",
        why=voice.say("You took this case and haven't noted anything."),
        buttons=_work(voice, case),
    )


def already_taken(voice: Voice, case: Case, owner: Member | None, reader: Member) -> Card:
    """To the second who presses."""
    if case.is_closed:
        return is_closed(voice, case)
    if owner is not None and owner.id == reader.id:
        return Card(
            voice.say("You already have case {ref}.", ref=case.ref), kind="case.card", buttons=_work(voice, case)
        )
    name = quoted(owner.name) if owner is not None else voice.say("Somebody")
    return Card(
        voice.say(
            "{name} has case {ref}, since {time}. Nothing for you to do, and thank you.",
            name=name,
            ref=case.ref,
            time=_since(case),
        ),
        kind="case.already_taken",
    )


def changed_meanwhile(voice: Voice, case: Case) -> Card:
    """Two people changed a case at once."""
    return Card(
        voice.say("Somebody changed case {ref} at the same moment, so I did nothing. Please look again.", ref=case.ref),
        kind="case.changed",
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id)),),
    )


def excerpt(voice: Voice, case: Case) -> Card:
    """The words around the signal, on demand."""
    text = quoted(case.excerpt, 300) if case.excerpt else voice.say("There is no excerpt, or it was erased.")
    return Card(
        voice.say("> {text}\n\nOnly you see this, and that you looked is recorded.", text=text.replace("\n", " ")),
        kind="case.excerpt",
        title=voice.say("Case {ref}", ref=case.ref),
        why=voice.say("You asked to see it."),
    )


_WHAT = {
    "opened": "opened",
    "reopened": "opened again by a new signal",
    "joined": "another signal joined",
    "told": "coordinators were told",
    "exhausted": "every step was tried",
    "acknowledged": "taken",
    "owner_reminded": "the owner was reminded",
    "came_back": "came back, for want of a note",
    "excerpt_read": "read the excerpt",
    "note": "note",
    "passed_on": "passed on",
    "closed": "closed",
    "learner_unreachable": "the private message could not be delivered",
    "learner_ok": "the learner says they are okay",
    "wants_human": "the learner asks for a person",
}


def whole(voice: Voice, shown: Shown, packs: Packs) -> Card:
    """A case with its timeline, newest last."""
    case = shown.case
    owner = quoted(shown.owner.name) if shown.owner else voice.say("nobody yet")
    head = voice.say(
        "**{title}**, {severity}, about {name}. State: {state}. Owner: {owner}. Signals: {signals}.",
        title=category_title(case, packs),
        severity=case.severity,
        name=quoted(shown.learner.name),
        state=case.state.replace("_", " "),
        owner=owner,
        signals=case.signals,
    )
    lines = [_entry(voice, entry, shown.people) for entry in shown.timeline[-12:]]
    buttons = _work(voice, case)
    if case.is_unowned:
        buttons = (Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY), *buttons[1:])
    return Card(
        (head + "\n" + "\n".join(lines))[:2900],
        kind="case.card",
        title=voice.say("Case {ref}", ref=case.ref),
        why=voice.say("You asked for it."),
        buttons=() if case.is_closed else buttons,
    )


def _entry(voice: Voice, entry: CaseEntry, people: Mapping[str, Member]) -> str:
    what = _WHAT.get(entry.what.partition(":")[0], entry.what)
    who = f", {quoted(people[entry.actor_id].name)}" if entry.actor_id in people else ""
    text = f": {quoted(entry.note, 200)}" if entry.note else ""
    return f"- {voice.short(entry.at)}: {what}{who}{text}"


def listed(voice: Voice, cases: Sequence[Case], people: Mapping[str, Member], packs: Packs) -> Card:
    """Open cases, the most urgent first."""
    if not cases:
        return Card(
            voice.say("No open cases. When something needs a person, I'll write to whoever is on call."),
            kind="case.list",
            title=voice.say("Cases"),
            why=voice.say("You asked for it."),
        )
    ordered = sorted(cases, key=lambda case: (not case.is_unowned, -case.severity.rank, case.opened_at))[:10]
    lines = [_line(voice, case, people, packs) for case in ordered]
    buttons = tuple(Button(voice.say("Open {ref}", ref=c.ref), Action("case.show", c.id)) for c in ordered[:5])
    return Card(
        "\n".join(lines),
        kind="case.list",
        title=voice.count("{n} open case", "{n} open cases", len(cases)),
        why=voice.say("You asked for it."),
        buttons=buttons,
    )


def _line(voice: Voice, case: Case, people: Mapping[str, Member], packs: Packs) -> str:
    owner = people.get(case.owner_id)
    who = quoted(owner.name) if owner else voice.say("nobody has it")
    learner = people.get(case.learner_id)
    name = quoted(learner.name) if learner else voice.say("somebody who left")
    since = voice.short(case.opened_at)
    return f"- **{case.ref}** {category_title(case, packs)}, {case.severity}: {name}, since {since}, {who}"


def note_form(voice: Voice, case: Case) -> Form:
    """A note, in plain words."""
    text = TextInput("note", voice.say("What happened, in plain words"), is_long=True, limit=NOTE_LIMIT)
    return Form(Action("case.noted", case.id), voice.say("Case {ref}", ref=case.ref), (text,))


def close_form(voice: Voice, case: Case) -> Form:
    """Why, and a note."""
    options = tuple(Option(r.replace("_", " ").capitalize(), r.value) for r in Resolution)
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
    options = tuple(Option(person.name[:75], person.id) for person in others[:25])
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
            name=quoted(other.name),
            ref=case.ref,
        ),
        kind="case.passed_on",
    )


def nobody_else(voice: Voice, case: Case) -> Card:
    """Nobody else may take it."""
    return Card(
        voice.say(
            "There is nobody else who may take case {ref}. If you can't, the outside contact is next.", ref=case.ref
        ),
        kind="case.nobody",
    )


def note_kept(voice: Voice, case: Case) -> Card:
    """A note is in the timeline."""
    return Card(
        voice.say("Noted in case {ref}. Close it when things are settled.", ref=case.ref),
        kind="case.card",
        buttons=_work(voice, case),
    )


def note_needed(voice: Voice, case: Case) -> Card:
    """Critical and high cases are closed with a note."""
    return Card(
        voice.say(
            "Case {ref} is {severity}, so closing it needs a short note of what happened.",
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


def is_closed(voice: Voice, case: Case) -> Card:
    """It is done."""
    return Card(
        voice.say("Case {ref} is closed. `/coord case show {ref}` has its history.", ref=case.ref),
        kind="case.is_closed",
    )


def closed(voice: Voice, case: Case) -> Card:
    """To whoever closed it."""
    return Card(
        voice.say(
            "Case {ref} is closed. Thank you. Cases like this weigh on people; talk to somebody about "
            "it if you'd like to.",
            ref=case.ref,
        ),
        kind="case.closed",
        why=voice.say("You closed a case."),
    )


def was_closed(voice: Voice, case: Case, owner: Member) -> Card:
    """What every copy of the alert turns into at the end."""
    return Card(
        voice.say("Closed by {name}.", name=quoted(owner.name)),
        kind="case.done",
        title=voice.say("Case {ref}", ref=case.ref),
    )


def no_such_case(voice: Voice, ref: str) -> Card:
    """A reference that is not there, or not for this reader."""
    return Card(
        voice.say("I don't find a case {ref}. `/coord case list` shows the open ones.", ref=quoted(ref, 12)),
        kind="case.none",
    )
