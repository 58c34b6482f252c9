"""My data: what is held, in a plain list; all of it to take along; and what an erasure takes and leaves."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.domain.mydata import Held, in_parts
from bot.domain.mydata import Look as Looked
from bot.domain.mydata_file import FILE_NAME
from bot.limits import CARD_TEXT, FIELD_VALUE
from bot.markup import named, passage, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting, newest
from bot.wording.voice import Voice

_ROOM = CARD_TEXT - 300
_DID = {
    "case.read": "opened {ref}",
    "case.excerpt_read": "read the words in {ref}",
    "case.acknowledged": "took {ref}",
    "case.note": "wrote a note in {ref}",
    "case.passed_on": "passed {ref} on",
    "case.measure": "kept in {ref} what follows",
    "case.closed": "closed {ref}",
    "case.handed_over": "handed {ref} over to somebody outside",
    "case.opened_again": "opened {ref} again",
    "case.held": "put {ref} on legal hold",
    "case.released": "ended the legal hold of {ref}",
    "case.offered": "offered something in {ref}",
    "check_in.words_read": "read what you shared in a check-in",
    "member.pace": "changed how often you are asked",
    "member.care_pause": "gave you a care pause",
    "pairing.handoff": "found you another mentor",
    "texts.erased": "erased words whose time was over",
}


def shown(voice: Voice, held: Held) -> Card:
    """What is held about its reader, in plain words (V7), and who looked at it."""
    return Card(
        fitting(voice, [f"- {line}" for line in _lines(voice, held)], _ROOM),
        kind="mydata.shown",
        title=voice.say("What is held about you"),
        why=voice.say("You asked for it."),
        fields=(Field(voice.say("Who looked at it"), _looked(voice, held.looks)),),
        buttons=(
            run_button(voice.say("Take it along"), "peer mydata export"),
            run_button(voice.say("Delete it"), "peer mydata delete"),
            run_button(voice.say("Privacy notice"), "peer privacy"),
        ),
    )


def _lines(voice: Voice, held: Held) -> list[str]:
    me = held.member
    return [
        voice.say(
            "**You:** {name}, {role} in {cohort}; zone {zone}; country {country}; accounts: {accounts}.",
            name=named(me.name),
            role=me.role,
            cohort=named(held.cohort.name),
            zone=me.timezone,
            country=me.country or voice.say("not given"),
            accounts=fitting(voice, [quoted(each, 60) for each in held.accounts], 300, ", ") or voice.say("none"),
        ),
        voice.say(
            "**Where you belong:** group {group}, mentor {mentor}.",
            group=named(held.group.name) if held.group is not None else voice.say("none"),
            mentor=named(held.mentor) if held.mentor else voice.say("none"),
        ),
        _check_ins(voice, held),
        voice.say(
            "**Sessions:** {n}, with when and whether you met, and what the two of you noted.", n=len(held.sessions)
        ),
        voice.say("**Messages you wrote in the group:** that there were {n}, never what they say.", n=held.written),
        voice.say(
            "**From me:** {sent} messages sent, {kept} not sent and why. Their texts are emptied after a week.",
            sent=sum(each.is_sent for each in held.sent),
            kept=sum(not each.is_sent for each in held.sent),
        ),
        _said(voice, held),
        voice.say("**Days off:** {n}. **Reminders made:** {nudges}.", n=len(held.absences), nudges=len(held.nudges)),
        voice.say(
            "**Cases you may know of:** {cases}.",
            cases=fitting(voice, [each.case.ref for each in held.cases], 300, ", ") or voice.say("none"),
        ),
    ]


def _check_ins(voice: Voice, held: Held) -> str:
    return voice.say(
        "**Check-ins:** {n}, of which {answered} answered; your own words in {words} of them, encrypted.",
        n=len(held.check_ins),
        answered=sum(each.answered_at is not None for each in held.check_ins),
        words=sum(bool(each.hardest) for each in held.check_ins),
    )


def _said(voice: Voice, held: Held) -> str:
    """What they said for pairing, by name, and what else they said, gave and asked, by number."""
    traits = next(iter(held.records.get("pairing", ())), None)
    words = (
        sorted({*traits.goals, *traits.strengths, *traits.affinity, *([traits.style] if traits.style else [])})
        if traits
        else []
    )
    counted = ("problems", "kudos", "reviews", "topics", "norms", "surveys", "spaces", "more_time", "office_hours")
    return voice.say(
        "**What you said for pairing:** {words}. **And {n} more records**, of surveys, kudos, shared problems, "
        "reviews, topics and the like: the export has each.",
        words=fitting(voice, [quoted(word, 40) for word in words], 300, ", ") or voice.say("none"),
        n=sum(len(held.records.get(name, ())) for name in counted),
    )


def _looked(voice: Voice, looks: Sequence[Looked]) -> str:
    lines = [
        voice.say(
            "{when}: {who} {what}",
            when=voice.short(each.at),
            who=named(each.who) if each.who else voice.say("the bot"),
            what=_did(voice, each),
        )
        for each in looks
    ]
    return newest(voice, lines, FIELD_VALUE) or voice.say("Nobody so far.")


def _did(voice: Voice, look: Looked) -> str:
    sentence = _DID.get(look.what.partition(":")[0], "changed something")
    return voice.say(sentence, ref=look.ref or voice.say("a case"))


def export(voice: Voice, content: str, number: int) -> Card:
    """One part of the export, to be copied: everything that is held, as JSON."""
    shown = {line: passage(line, _ROOM) for line in content.split("\n")}
    parts = in_parts(content, _ROOM - 200, shown)
    here = min(max(number, 1), len(parts))
    buttons = []
    if here < len(parts):
        buttons.append(Button(voice.say("Next part"), Action("mydata.part", str(here + 1)), Look.PRIMARY))
    if here > 1:
        buttons.append(Button(voice.say("Part before"), Action("mydata.part", str(here - 1))))
    return Card(
        passage(parts[here - 1], _ROOM),
        kind="mydata.export",
        title=voice.say("{file}, part {n} of {parts}", file=FILE_NAME, n=here, parts=len(parts)),
        why=voice.say("You asked for it. Only you see this, and it is kept nowhere else."),
        buttons=(*buttons, run_button(voice.say("What this is"), "peer mydata show")),
    )


def sure(voice: Voice, held: Held) -> Card:
    """One question before everything goes."""
    return Card(
        "\n".join(
            [
                voice.say(
                    "**Goes, now and for good:** your name, account, zone and country, everything you wrote to me, the "
                    "notes of your sessions, what I sent you. You leave the programme with it; your mentor and the "
                    "coordinator on duty hear that you left, and nobody in public."
                ),
                voice.say("**Stays:** figures without a name, such as how many check-ins were answered in a week."),
                _staying(voice, held.staying),
                voice.say(
                    "What you wrote in channels is the platform's: delete it there. I can't undo this; "
                    "`/peer mydata export` keeps a copy for you first."
                ),
            ]
        ),
        kind="mydata.sure",
        title=voice.say("Delete what is held about you?"),
        why=voice.say("You asked for it."),
        buttons=(
            Button(voice.say("Delete it"), Action("mydata.delete"), Look.DANGER),
            run_button(voice.say("Take it along first"), "peer mydata export"),
            run_button(voice.say("Pause instead"), "peer pause"),
        ),
    )


def _staying(voice: Voice, cases: Sequence[Case]) -> str:
    rule = voice.say(
        "**Stays for now:** a case that is still open, or that a coordinator must keep for a legal reason, with what "
        "is needed to look after it. It is erased as soon as it is closed or no longer needed."
    )
    if not cases:
        return rule
    lines = [
        voice.say("{ref} (legal hold)", ref=case.ref) if case.is_held else voice.say("{ref} (open)", ref=case.ref)
        for case in cases
    ]
    return voice.say("{rule} Of yours: {cases}.", rule=rule, cases=fitting(voice, lines, 400, ", "))


def deleted(voice: Voice, staying: Sequence[Case]) -> Card:
    """It is done: the last message there is."""
    left = (
        voice.say(
            " {cases}: kept until closed, or no longer needed for a legal reason, and then erased.",
            cases=fitting(voice, [case.ref for case in staying], 400, ", "),
        )
        if staying
        else ""
    )
    return Card(
        voice.say(
            "Done: I no longer know who you are.{left} Thank you for having been here. If you ever want to take part "
            "again, ask a coordinator to add you.",
            left=left,
        ),
        kind="mydata.deleted",
        why=voice.say("You asked for it."),
    )


def who_it_was(voice: Voice, member: Member, accounts: Sequence[str]) -> str:
    """What an open case keeps of somebody whose data was deleted, encrypted, until it is closed."""
    return voice.say(
        "Asked for deletion. {name} ({handle}), {role}; {accounts}",
        name=member.name,
        handle=member.handle,
        role=member.role,
        accounts=", ".join(accounts),
    )
