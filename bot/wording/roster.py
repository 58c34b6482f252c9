"""What is said of a spreadsheet of people: a line for every row, and for whoever brings it, what to do next."""

from collections.abc import Sequence

from bot.cards import Action, Card, ChoiceInput, Form, Option, TextInput
from bot.domain.roster import Fate, Outcome, Reason, Refusal
from bot.domain.sizes import Size
from bot.errors import Fault
from bot.limits import TEXT
from bot.markup import bare, quoted
from bot.people_file.roster import Read, RosterFormat
from bot.wording.common import run_button
from bot.wording.coordinators import how_many
from bot.wording.lists import fitting
from bot.wording.voice import Voice

PASTED = "rows"
"""What the pasted text is called in faults: `rows:3`."""
_BOX = 3000


def form(voice: Voice) -> Form:
    """Rows to paste, whose columns they have, and whether to look or to do it."""
    formats = {
        RosterFormat.KITH: voice.say("Kith's: id,name,role,…"),
        RosterFormat.MOODLE: voice.say("Moodle's participants"),
        RosterFormat.CANVAS: voice.say("Canvas's gradebook"),
    }
    return Form(
        Action("roster.submit"),
        voice.say("Bring people in"),
        (
            TextInput(
                "rows",
                voice.say("Rows as CSV, the header first"),
                hint=voice.say("id,name,role,account"),
                is_long=True,
                limit=_BOX,
            ),
            ChoiceInput(
                "format",
                voice.say("Whose columns"),
                tuple(Option(label, str(name)) for name, label in formats.items()),
                str(RosterFormat.KITH),
                is_required=False,
            ),
            ChoiceInput(
                "do",
                voice.say("What to do"),
                (Option(voice.say("Only show me"), "no"), Option(voice.say("Take them in"), "yes")),
                "no",
                is_required=False,
            ),
        ),
    )


def lines(read: Read, outcomes: Sequence[Outcome]) -> str:
    """Return a line for every row, in the order of the file; plain, without markup."""
    said = [(one.entry.line, _line(one)) for one in outcomes if one.fate is not Fate.REFUSED]
    said += [(fault.line, f"refused: {bare(str(fault), 300)}") for fault in faults(read, outcomes)]
    return "\n".join(text for _, text in sorted(said, key=lambda one: one[0]))


def faults(read: Read, outcomes: Sequence[Outcome]) -> list[Fault]:
    """Return what is wrong with every row that cannot be, in the order of the file."""
    refused = [
        read.fault(one.entry.line, reason.column, *_why(reason, one.entry.handle))
        for one in outcomes
        for reason in one.reasons
    ]
    return sorted([*read.faults, *refused], key=lambda fault: fault.line)


def _line(one: Outcome) -> str:
    who = one.entry.handle
    kept = f" ({', '.join(one.kept)}: stays as they said it)" if one.kept else ""
    if one.fate is Fate.NEW:
        return f"new: {who}, {one.entry.role}"
    if one.fate is Fate.UNCHANGED:
        return f"unchanged: {who}{kept}"
    what = [*one.changes, *(["account"] if one.accounts else [])]
    return f"changed: {who}, {', '.join(what)}{kept}"


def _why(reason: Reason, who: str) -> tuple[str, str]:
    """Say why a row cannot be, and what would mend it; plain, without markup."""
    about = bare(reason.about, 40)
    match reason.why:
        case Refusal.TWICE:
            return f'"{who}" is there twice.', "Keep one row."
        case Refusal.ACCOUNT_TWICE:
            return f'The account "{about}" is in two rows.', "An account is one person's."
        case Refusal.ACCOUNT_TAKEN:
            return f'The account "{about}" is somebody else\'s already.', "Look who has it with `kith roster export`."
        case Refusal.NO_WORKSPACE:
            return f"Nobody of the cohort is on {about} yet.", f"Name the workspace: {about}:WORKSPACE:ID."
        case Refusal.OTHER_ROLE:
            return f"{who} is a {about} already.", "A role does not change by a spreadsheet; use a new id."
        case Refusal.NO_NAME:
            return "is missing for somebody new.", "Fill it in."
        case Refusal.HAS_LEFT:
            return f"{who} has left or declined.", "They come back by themselves, with Start; leave the row out."
        case Refusal.SELF:
            return f'"{about}" is the person of this row.', "Leave it out."
        case Refusal.UNKNOWN:
            return f'There is no "{about}" in the cohort or the file.', "Correct the id, or leave it out."
        case Refusal.BOTH:
            return f'"{about}" is also wished for in prefer.', "Keep one of the two."
        case Refusal.NOT_BY_A_PROGRAM:
            return "A program neither brings nor changes coordinators.", "Leave the row out; use `kith roster import`."
        case Refusal.NO_ACCOUNT_BY_A_PROGRAM:
            problem = f'{who} has begun, so a program cannot add the account "{about}".'
            return problem, "Leave it out; use `kith roster import`."


def shown(voice: Voice, told: str, size: Size | None = None) -> Card:
    """What would happen, when somebody only wanted to see it; `size`, if it would be more than is easy."""
    head = voice.say("This is what would happen; nothing has. Send it once more with *Take them in*.")
    return _card(voice, "roster.shown", _sized(voice, head, size), told)


def taken_up(voice: Voice, told: str, size: Size | None = None) -> Card:
    """What happened."""
    head = voice.say("Done. Whoever is new gets the invitation at nine in the morning, on their own clock.")
    return _card(voice, "roster.taken_up", _sized(voice, head, size), told)


def _sized(voice: Voice, head: str, size: Size | None) -> str:
    return f"{head}\n{how_many(voice, size)}" if size is not None else head


def refused(voice: Voice, told: str) -> Card:
    """Rows that cannot be: nothing has happened."""
    head = voice.say("Nothing was taken in, since some rows cannot be. The others are fine:")
    return _card(voice, "roster.refused", head, told)


def overtaken(voice: Voice) -> Card:
    """Somebody changed something between the look and the doing."""
    return Card(
        voice.say("Nothing was taken in: something changed meanwhile. Please look again, then bring it once more."),
        kind="roster.overtaken",
    )


def _card(voice: Voice, kind: str, head: str, told: str) -> Card:
    rows = [f"- {quoted(line, 240)}" for line in told.split("\n")]
    rows.sort(key=lambda row: not row.removeprefix("- ").startswith("refused"))
    return Card(
        f"{head}\n{fitting(voice, rows, TEXT - len(head) - 10)}",
        kind=kind,
        why=voice.say("You pasted a spreadsheet."),
        buttons=(run_button(voice.say("Paste again"), "coord cohort import"),),
    )


def unreadable(voice: Voice, problem: str) -> Card:
    """What was pasted is no table."""
    return Card(
        voice.say("That could not be read: {problem}", problem=quoted(problem, 500)),
        kind="roster.unreadable",
        why=voice.say("You pasted a spreadsheet."),
        buttons=(run_button(voice.say("Paste again"), "coord cohort import"),),
    )
