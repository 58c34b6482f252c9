"""Alerts and cases, for coordinators: the minimum that is necessary, and what to do next."""

from datetime import datetime

from bot.cards import Action, Button, Card, Look
from bot.domain.case_load import MOST
from bot.domain.cases import Case, Cause
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.domain.signals.severity import Severity
from bot.markup import named
from bot.wording import debriefing
from bot.wording.voice import Voice

_BY_HAND = (Cause.REPORT, Cause.FLAG, Cause.MENTOR)
"""Whoever opened such a case and whom it is about may be two people."""
OFFERS = ("missed_check_ins", "missed_sessions", "struggling")
"""What another pace or another mentor may help with (C6)."""
_CATEGORIES = {
    "missed_check_ins": "Several check-ins without an answer",
    "missed_sessions": "Several sessions missed",
    "help": "Asked for help",
    "report": "A confidential report",
    "mentor": "A mentor asks for help",
    "flag": "A message that may be wrong",
}


def category_title(voice: Voice, case: Case, packs: Packs) -> str:
    """Name a case's category in plain words."""
    if case.category in _CATEGORIES:
        return voice.say(_CATEGORIES[case.category])
    return voice.word(packs.category(case.category).title)


_URGENCY = {
    Severity.CRITICAL: "please look now",
    Severity.HIGH: "please look soon, today",
    Severity.ELEVATED: "no emergency, a word in the next hours would be good",
    Severity.NORMAL: "no emergency, in working hours",
}


def urgency(voice: Voice, case: Case) -> str:
    """Say how fast a person is needed; a grade alone means something else to everybody."""
    return voice.say(_URGENCY[case.severity])


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


def whose(voice: Voice, case: Case, learner: Member) -> str:
    """Say whom a case is about, or from whom it comes."""
    is_theirs = case.cause in (Cause.REPORT, Cause.FLAG)
    return voice.say("from {name}" if is_theirs else "about {name}", name=named(learner.name))


def _subject(voice: Voice, case: Case, learner: Member) -> str:
    if case.cause not in _BY_HAND:
        return named(learner.name)
    words = whose(voice, case, learner)
    return words[:1].upper() + words[1:]


def alert(voice: Voice, case: Case, learner: Member, packs: Packs, now: datetime) -> Card:
    """The content-free message to whoever is on call."""
    where = voice.say(" in {channel}", channel=named(case.channel)) if case.channel else ""
    lines = [
        voice.say(
            "**{title}:** {urgency}. {name}{where}, {ago}.",
            title=category_title(voice, case, packs),
            urgency=urgency(voice, case),
            name=_subject(voice, case, learner),
            where=where,
            ago=ago(voice, case.opened_at, now),
        ),
        _told(voice, case, learner),
        voice.say("Nobody has it yet. If you can look at it now, press “I have it”; if you can't, “Pass on”."),
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
        return voice.say("{name} was sent a private message with help.", name=named(learner.name))
    return voice.say("{name} has not been written to by me.", name=named(learner.name))


def outside(voice: Voice, case: Case) -> Card:
    """To the outside contact: that somebody is needed, nothing else."""
    return Card(
        voice.say(
            "Case {ref} is waiting and nobody has taken it. Please reach a coordinator of the programme now.",
            ref=case.ref,
        ),
        kind="case.outside",
        why=voice.say("You are the programme's outside contact."),
    )


def announced(cohort: Cohort, case: Case) -> Card:
    """To the operator's own program: which case of which cohort, and whether it was opened or closed."""
    return Card(case.ref, kind="webhook.closed" if case.is_closed else "webhook.opened", title=cohort.handle)


def outside_alone(voice: Voice, case: Case) -> Card:
    """To the outside contact, where nobody on call may know of a case: whom not to ask."""
    return Card(
        voice.say(
            "Case {ref} is waiting, and everybody on call is kept out of it. Please don't ask them about it. Whoever "
            "wrote it has your address, and may write to you themselves.",
            ref=case.ref,
        ),
        kind="case.outside",
        why=voice.say("You are the programme's outside contact."),
    )


def taken(voice: Voice, case: Case, owner: Member) -> Card:
    """What every copy of the alert turns into."""
    return Card(
        voice.say("{owner} has it, since {time}. Nothing for you to do.", owner=named(owner.name), time=_since(case)),
        kind="case.taken",
        title=voice.say("Case {ref}", ref=case.ref),
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id)),),
    )


def _since(case: Case) -> str:
    return f"<t:{int((case.acknowledged_at or case.opened_at).timestamp())}>"


def work(voice: Voice, case: Case) -> tuple[Button, ...]:
    """What an owner can do next."""
    first = Button(voice.say("Add a note"), Action("case.note", case.id), Look.PRIMARY)
    if case.cause is Cause.FLAG:
        first = Button(voice.say("Say what holds"), Action("flag.answer", case.id), Look.PRIMARY)
    buttons = [
        first,
        Button(voice.say("Close case"), Action("case.close", case.id)),
        Button(voice.say("Pass on"), Action("case.pass_on", case.id)),
    ]
    if case.excerpt:
        buttons.insert(1, Button(voice.say("Show excerpt"), Action("case.excerpt", case.id)))
    if case.category in OFFERS:
        buttons.insert(1, Button(voice.say("What could help"), Action("case.offer", case.id)))
    return tuple(buttons)


def yours(voice: Voice, case: Case, learner: Member, packs: Packs, carried: int = 0) -> Card:
    """To whoever said "I have it": what helps now, fitting to what it is about; `carried`: grave ones in a day."""
    name = named(learner.name)
    steps = _first_steps(voice, case, name)
    if case.severity >= Severity.HIGH:
        steps.append(voice.say("If you believe somebody is in danger, call the local emergency number; I never do."))
    if case.category in OFFERS:
        steps.append(
            voice.say(
                "What you can offer: days off, more time between check-ins (`/coord pace {handle} 2`), another mentor "
                "(`/coord handoff {handle}`), a smaller next step.",
                handle=learner.handle,
            )
        )
    if carried >= MOST:
        steps.append(debriefing.many(voice, carried))
    steps.append(voice.say("Add a note once you are in touch. Without one I'll ask again, then tell the next person."))
    return Card(
        voice.say(
            "It's yours, thank you. **{title}**, {whose}.\n",
            title=category_title(voice, case, packs),
            whose=whose(voice, case, learner),
        )
        + "\n".join(f"- {step}" for step in steps),
        kind="case.card",
        title=voice.say("Case {ref} is yours", ref=case.ref),
        why=voice.say("You took this case."),
        buttons=work(voice, case),
    )


def _first_steps(voice: Voice, case: Case, name: str) -> list[str]:
    """What to do first: the safety of whoever reported, and nobody is confronted behind their back."""
    match case.cause:
        case Cause.REPORT:
            return [
                voice.say(
                    "Read it, then write to {name} yourself, privately. Ask first whether they are safe.", name=name
                ),
                voice.say("Speak to nobody it is about before you have agreed that with {name}.", name=name),
            ]
        case Cause.MENTOR:
            return [voice.say("Talk with the mentor who wrote it first. {name} was not told of it.", name=name)]
        case Cause.FLAG:
            return [
                voice.say("Read what {name} asks, look at the message, and say what holds, with a source.", name=name)
            ]
        case _:
            return [voice.say("Write to {name} yourself, privately. Short is fine.", name=name)]


def still_yours(voice: Voice, case: Case, learner: Member) -> Card:
    """To the owner of a case without a note."""
    return Card(
        voice.say(
            "You have case {ref}, {whose}, and there is no note yet. A line is enough: “wrote to them”. If "
            "you can't, pass it on; without a note it goes back to everybody on call.",
            ref=case.ref,
            whose=whose(voice, case, learner),
        ),
        kind="case.reminder",
        why=voice.say("You took this case and haven't noted anything."),
        buttons=work(voice, case),
    )


def already_taken(voice: Voice, case: Case, owner: Member | None, reader: Member) -> Card:
    """To the second who presses."""
    if case.is_closed:
        return closed_already(voice, case)
    if owner is not None and owner.id == reader.id:
        return Card(
            voice.say("You already have case {ref}.", ref=case.ref), kind="case.card", buttons=work(voice, case)
        )
    name = named(owner.name) if owner is not None else voice.say("Somebody")
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


def closed_already(voice: Voice, case: Case) -> Card:
    """It is done."""
    return Card(
        voice.say("Case {ref} is closed. `/coord case show {ref}` has its history.", ref=case.ref),
        kind="case.is_closed",
    )
