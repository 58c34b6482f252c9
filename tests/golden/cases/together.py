"""People come in, say what they want, and find each other: rosters, aims, groups, norms, spaces."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.aims import Aims
from bot.domain.members import Role
from bot.domain.roster import Entry, Fate, Outcome, Reason, Refusal
from bot.errors import Fault
from bot.people_file.roster import Read
from bot.wording import aims, aims_form, roster
from tests.golden.case import Case, case
from tests.golden.sample import VOICE, learner, mentor
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


def of_aims(typed: Typed) -> Iterator[Case]:
    person, told = learner(typed), Aims("id-L04", typed.words[:600], typed.line[:600], typed.words[:600], 3)
    yield case(aims.offered, "", VOICE)
    yield case(aims.kept, "", VOICE, told, replace(person, availability=""))
    yield case(
        aims.kept, "an hour, and slots", VOICE, replace(told, hours=1), replace(person, availability="Mon 18:00-20:00")
    )
    yield case(aims.kept, "nothing said", VOICE, Aims("id-L04"), person)
    yield case(aims.works, "with hours", VOICE, has_slots=True)
    yield case(aims.works, "without", VOICE, has_slots=False)
    yield case(aims.again, "", VOICE, told, 2)
    yield case(aims.good, "", VOICE)
    yield case(aims.talk_to, "", VOICE, mentor(typed))
    yield case(aims.talk_to, "nobody there", VOICE, None)
    yield case(aims.wants_to_talk, "to the mentor", VOICE, person, is_mentor=True)
    yield case(aims.wants_to_talk, "to the coordinator", VOICE, person, is_mentor=False)


def of_aims_form(typed: Typed) -> Iterator[Case]:
    told = Aims("id-L04", typed.words[:600], typed.line[:600], typed.words[:600], 3)
    yield case(aims_form.goals, "new", VOICE, aims_form.Answers({}))
    yield case(aims_form.goals, "filled in", VOICE, aims_form.Answers.stored(told, 2))
    yield case(aims_form.profile, "new", VOICE, aims_form.Answers({}))
    yield case(aims_form.profile, "typed", VOICE, aims_form.Answers({"style": typed.line, "slots": typed.words}))
    yield case(aims_form.no_number, "", 80)
    yield case(aims_form.no_slots, "")
