"""Alerts and cases: what coordinators read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.case_times import CaseTimes
from bot.domain.cases import CaseState, Cause
from bot.domain.signals.severity import Severity
from bot.wording import case_desk, case_times, case_words, cases
from tests.golden.case import Case, case
from tests.golden.sample import NOW, PACKS, VOICE, coordinator, entry, learner, people, the_case
from tests.golden.typed import Typed

WHAT = (
    *("opened:crisis.ideation", "opened:help.asked", "opened:ladder.check_in", "opened:safety.person"),
    *("opened:ladder.session", "joined:ladder.session", "offered:pace"),
    *("opened:struggling.agreed", "joined:crisis.passive", "joined:help.asked", "joined:safety.person"),
    *("reopened", "told:0", "told_failed", "exhausted", "acknowledged", "owner_reminded", "came_back"),
    *("excerpt_read", "passed_on:id-C2", "closed:supported", "learner_unreachable", "learner_told", "learner_ok"),
    *("mistake", "held", "released", "opened:report.asked", "opened:mentor.crisis", "joined:report.asked"),
)


def of_cases(typed: Typed) -> Iterator[Case]:
    open_, person = the_case(typed), learner(typed)
    taken = open_.acknowledged("id-C1", NOW)
    helped = the_case(typed, category="help", cause=Cause.HELP, severity=Severity.NORMAL, channel="", message_id="")
    yield case(cases.alert, "crisis, the writer was told", VOICE, open_, person, PACKS, NOW)
    untold = replace(open_, learner_told=False)
    yield case(cases.alert, "crisis, the writer was not told", VOICE, untold, person, PACKS, NOW + timedelta(days=3))
    yield case(cases.alert, "asked for help", VOICE, helped, person, PACKS, NOW + timedelta(hours=5))
    missed = replace(helped, category="missed_check_ins", excerpt="")
    yield case(cases.alert, "missed check-ins", VOICE, missed, person, PACKS, missed.opened_at)
    yield case(cases.outside, "", VOICE, open_)
    yield case(cases.taken, "", VOICE, taken, coordinator(typed))
    yield case(cases.yours, "crisis", VOICE, taken, person, PACKS)
    yield case(cases.yours, "the fourth within a day", VOICE, taken, person, PACKS, 4)
    yield case(cases.yours, "missed check-ins", VOICE, missed.acknowledged("id-C1", NOW), person, PACKS)
    yield case(cases.still_yours, "", VOICE, taken, person)
    yield case(cases.already_taken, "by another", VOICE, taken, coordinator(typed), coordinator(typed, 2))
    yield case(cases.already_taken, "by the reader", VOICE, taken, coordinator(typed), coordinator(typed))
    yield case(cases.already_taken, "by somebody who is gone", VOICE, taken, None, coordinator(typed))
    closed = replace(taken, state=CaseState.RESOLVED)
    yield case(cases.already_taken, "and closed", VOICE, closed, coordinator(typed), coordinator(typed, 2))
    yield case(cases.changed_meanwhile, "", VOICE, open_)
    yield case(cases.closed_already, "", VOICE, closed)
    yield case(cases.work, "", VOICE, taken)


def of_words(typed: Typed) -> Iterator[Case]:
    yield case(cases.category_title, "of a pack", VOICE, the_case(typed), PACKS)
    yield case(cases.category_title, "of the programme", VOICE, the_case(typed, category="mentor"), PACKS)
    for severity in Severity:
        yield case(cases.urgency, str(severity), VOICE, the_case(typed, severity=severity))
    yield from _how_long(typed)
    for minutes in (0, 1, 90, 150, 60 * 24 * 3):
        yield case(cases.ago, f"{minutes} minutes", VOICE, NOW - timedelta(minutes=minutes), NOW)
    for what in WHAT:
        yield case(case_words.entered, what, VOICE, entry(what), people(typed))
    yield case(case_words.entered, "a note", VOICE, entry("note", typed.words), people(typed))
    yield case(case_words.entered, "by nobody", VOICE, entry("something_new", actor=""), people(typed))


def _how_long(typed: Typed) -> Iterator[Case]:
    fast = CaseTimes(NOW, timedelta(minutes=4), timedelta(minutes=9))
    yield case(case_times.measured, "fast", VOICE, fast, timedelta(minutes=30))
    yield case(case_times.measured, "nobody so far", VOICE, CaseTimes(NOW, None, None), timedelta(days=2))
    asked, agreed = the_case(typed, cause=Cause.HELP), the_case(typed, rule="struggling.agreed")
    for situation, about in (("asked for help", asked), ("agreed to be asked", agreed), ("a signal", the_case(typed))):
        yield case(case_times.somebody_has_it, situation, VOICE, about, coordinator(typed))


def of_case_desk(typed: Typed) -> Iterator[Case]:
    open_, owner = the_case(typed), coordinator(typed)
    taken = open_.acknowledged(owner.id, NOW)
    yield case(case_desk.excerpt, "", VOICE, open_)
    yield case(case_desk.excerpt, "erased", VOICE, replace(open_, excerpt=""))
    yield from _whole(typed)
    yield case(case_desk.listed, "none", VOICE, [], {}, PACKS)
    yield case(case_desk.listed, "one that nobody has", VOICE, [open_], people(typed), PACKS)
    two = [taken, replace(open_, id="case2", ref="M4XA", learner_id="gone")]
    yield case(case_desk.listed, "two, one of somebody gone", VOICE, two, people(typed), PACKS)
    many = [replace(open_, id=f"case{n}", ref=f"R{n:03}") for n in range(40)]
    yield case(case_desk.listed, "forty", VOICE, many, people(typed), PACKS)
    yield case(case_desk.note_form, "", VOICE, taken)
    yield case(case_desk.close_form, "", VOICE, taken)
    yield case(case_desk.pass_on_form, "two others", VOICE, taken, [coordinator(typed, n) for n in (2, 3)])
    yield case(case_desk.pass_on_form, "forty others", VOICE, taken, [coordinator(typed, n) for n in range(40)])
    yield case(case_desk.given_to, "", VOICE, taken, coordinator(typed, 2))
    for function in (case_desk.nobody_else, case_desk.note_kept, case_desk.note_needed, case_desk.empty_note):
        yield case(function, "", VOICE, taken)
    for function in (case_desk.take_first, case_desk.no_reason, case_desk.closed):
        yield case(function, "", VOICE, open_)
    yield case(case_desk.closed, "nothing grave", VOICE, replace(open_, severity=Severity.NORMAL))
    yield case(case_desk.was_closed, "", VOICE, taken, owner)
    yield case(case_desk.no_such_case, "", VOICE, typed.line)


def _whole(typed: Typed) -> Iterator[Case]:
    open_, who = the_case(typed), people(typed)
    taken = open_.acknowledged("id-C1", NOW)
    story = [entry("opened:crisis.ideation", actor="id-L04"), entry("told:0", actor="", minutes=1)]
    story += [entry("acknowledged", minutes=4), entry("note", typed.words, minutes=9)]
    bare = case_desk.Shown(open_, who["id-L04"], None, story[:2], who)
    yield case(case_desk.standing, "", VOICE, bare, PACKS)
    yield case(case_desk.deeds, "", VOICE, open_)
    yield case(
        case_desk.whole,
        "nobody has it",
        VOICE,
        case_desk.Shown(open_, who["id-L04"], None, story[:2], who),
        PACKS,
    )
    yield case(
        case_desk.whole,
        "taken",
        VOICE,
        case_desk.Shown(
            taken,
            who["id-L04"],
            who["id-C1"],
            story,
            who,
            "taken after 4 minutes, in touch after 9 minutes (goal: 30 minutes)",
        ),
        PACKS,
    )
    closed = replace(taken, state=CaseState.RESOLVED, signals=3)
    ended = [*story, entry("closed:supported", typed.words, minutes=60)]
    shown = case_desk.Shown(closed, who["id-L04"], who["id-C1"], ended, who)
    yield case(case_desk.whole, "closed", VOICE, shown, PACKS)
    void = replace(open_, state=CaseState.VOID)
    yield case(case_desk.whole, "void", VOICE, case_desk.Shown(void, who["id-L04"], None, story[:2], who), PACKS)
    long = [entry("note", typed.words, minutes=n) for n in range(40)]
    shown = case_desk.Shown(taken, who["id-L04"], who["id-C1"], long, who)
    yield case(case_desk.whole, "forty notes", VOICE, shown, PACKS)
