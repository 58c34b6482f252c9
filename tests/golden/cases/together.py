"""People come in, say what they want, and find each other: rosters, aims, groups, norms, spaces."""

from collections.abc import Iterator

from bot.domain.members import Role
from bot.domain.roster import Entry, Fate, Outcome, Reason, Refusal
from bot.errors import Fault
from bot.people_file.roster import Read
from bot.wording import roster
from tests.golden.case import Case, case
from tests.golden.sample import VOICE
from tests.golden.typed import Typed


def of_roster(typed: Typed) -> Iterator[Case]:
    entry = Entry(2, "L01", Role.LEARNER)
    reasons = tuple(Reason(why, "account", typed.line) for why in Refusal)
    outcomes = [
        Outcome(entry, Fate.NEW),
        Outcome(entry, Fate.CHANGED, {"stage": 2}, ("timezone",), (("discord", "G1", "1"),)),
        Outcome(entry, Fate.UNCHANGED),
        Outcome(entry, Fate.REFUSED, reasons=reasons),
    ]
    read = Read("rows", (entry,), (Fault("rows", 3, "timezone", f'"{typed.line}" is not a time zone.'),), {})
    told = roster.lines(read, outcomes)
    yield case(roster.form, "", VOICE)
    fine = roster.lines(Read("rows", (entry,), (), {}), outcomes[:3])
    yield case(roster.shown, "", VOICE, fine)
    yield case(roster.taken_up, "many", VOICE, "\n".join([fine] * 30))
    yield case(roster.refused, "", VOICE, told)
    yield case(roster.unreadable, "", VOICE, typed.words)
    yield case(roster.lines, "", read, outcomes)
