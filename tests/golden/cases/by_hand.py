"""What people bring to a person by their own hand: reports, worries, doubts, thanks; and what is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import Action
from bot.domain.cases import CLOSED, CaseState, Cause
from bot.domain.cases import Case as TheCase
from bot.domain.measures import Step
from bot.domain.reports import Now
from bot.domain.signals.severity import Severity
from bot.helplines import register
from bot.wording import (
    allowing,
    case_desk,
    case_news,
    cases,
    debriefing,
    escalating,
    flags,
    holds,
    measures,
    reports,
    thanks,
)
from tests.golden.case import Case, case
from tests.golden.sample import NOW, PACKS, VOICE, coordinator, learner, mentor, people, the_case
from tests.golden.typed import Typed

LINK = "https://discord.com/channels/1/2/3"


def by_hand(typed: Typed, cause: Cause, **changed: object) -> TheCase:
    """A case somebody opened themselves."""
    keys = {"cause": cause, "category": str(cause), "severity": Severity.HIGH, "message_id": "", "learner_told": False}
    return the_case(typed, **(keys | {"rule": f"{cause}.asked", "opener_id": "id-L04"} | changed))


def of_reports(typed: Typed) -> Iterator[Case]:
    everybody = [coordinator(typed, n) for n in (1, 2)]
    yield case(reports.about_message, "", VOICE, LINK)
    yield case(reports.about_message, "without an address", VOICE, "")
    yield case(reports.page, "the first one", VOICE, everybody, register()["GB"], has_some=False)
    yield case(reports.page, "again, nobody on duty", VOICE, [], None, has_some=True)
    action = Action("report.submit", "m1:u1")
    yield case(reports.form, "", VOICE, Action("report.submit"), "", None, everybody)
    crowd = [coordinator(typed, n) for n in range(40)]
    yield case(reports.form, "about a message", VOICE, action, typed.words[:1000], mentor(typed), crowd)
    yield case(reports.nobody_called, "nothing near", VOICE, typed.line, [])
    yield case(reports.nobody_called, "two near", VOICE, typed.line, [typed.name, typed.other])
    yield case(reports.nothing_written, "", VOICE)
    yield from _received(typed)
    yield case(reports.status, "nothing so far", VOICE, [], {})
    yield case(reports.status, "in every state", VOICE, _in_every_state(typed), people(typed))
    yield case(reports.somebody_has_it, "", VOICE, by_hand(typed, Cause.REPORT), coordinator(typed))
    yield case(reports.was_closed, "", VOICE, by_hand(typed, Cause.REPORT))
    yield case(reports.was_handed_over, "", VOICE, by_hand(typed, Cause.REPORT))
    yield case(reports.was_reopened, "", VOICE, by_hand(typed, Cause.REPORT))


def _received(typed: Typed) -> Iterator[Case]:
    about = by_hand(typed, Cause.REPORT)
    heard = reports.Heard([coordinator(typed)], None, [learner(typed)], register()["US"])
    yield case(reports.received, "not safe", VOICE, about, heard, Now.NOT_SAFE)
    later = replace(heard, told_at=NOW + timedelta(hours=9), kept_out=[])
    yield case(reports.received, "can wait", VOICE, about, later, Now.CAN_WAIT)
    crowd = [coordinator(typed, n) for n in range(40)]
    for situation, outside in (("by mail", "mailto:help@example.org"), ("by a webhook", "https://example.org/hook")):
        alone = replace(heard, told=[], kept_out=crowd, outside=outside)
        yield case(reports.received, f"only the outside contact, {situation}", VOICE, about, alone, Now.URGENT)
    nobody = replace(heard, told=[])
    yield case(reports.received, "nobody at all", VOICE, None, nobody, Now.URGENT)
    yield case(reports.received, "nobody, a contact", VOICE, None, replace(nobody, when_broken=typed.line), Now.URGENT)


def _in_every_state(typed: Typed) -> list[TheCase]:
    found = []
    for state, cause in zip(CaseState, Cause, strict=True):
        closed = NOW if state in CLOSED else None
        owner = "id-C1" if state in (CaseState.ACKNOWLEDGED, CaseState.IN_CONTACT) else ""
        found.append(by_hand(typed, cause, state=state, closed_at=closed, owner_id=owner))
    outside = by_hand(typed, Cause.REPORT, state=CaseState.HANDED_OVER, closed_at=NOW)
    return [*found, outside, by_hand(typed, Cause.REPORT, state=CaseState.ACKNOWLEDGED, owner_id="gone")]


def of_escalating(typed: Typed) -> Iterator[Case]:
    people_ = [coordinator(typed)]
    yield case(escalating.told, "now", VOICE, learner(typed), people_, None, register()["US"])
    yield case(escalating.told, "later", VOICE, learner(typed), people_, NOW + timedelta(hours=9), None)
    yield case(escalating.told, "nobody may know", VOICE, learner(typed), [], None, None)


def of_flags(typed: Typed) -> Iterator[Case]:
    about = by_hand(typed, Cause.FLAG, severity=Severity.NORMAL)
    yield case(flags.form, "", VOICE, Action("flag.submit", "m1:u1"), reports.about_message(VOICE, LINK))
    yield case(flags.nothing_written, "", VOICE)
    yield case(flags.received, "", VOICE, [mentor(typed)])
    yield case(flags.received, "nobody there", VOICE, [])
    yield case(flags.to_facilitator, "", VOICE, about)
    yield case(flags.asked, "", VOICE, about)
    yield case(flags.asked, "erased", VOICE, replace(about, excerpt=""))
    yield case(flags.answer_form, "", VOICE, about)
    yield case(flags.answer_form, "filled in", VOICE, about, typed.words, typed.line)
    yield case(flags.outcome, "", VOICE, typed.words, typed.line)
    yield case(flags.to_who_asked, "", VOICE, typed.words, typed.line)
    yield case(flags.posted, "", VOICE, about)
    yield case(flags.posted, "nowhere", VOICE, None)
    yield case(flags.answered_already, "", VOICE)


def of_thanks(typed: Typed) -> Iterator[Case]:
    yield case(thanks.thanks, "", VOICE, learner(typed), typed.channel, LINK)
    yield case(thanks.thanks, "in private", VOICE, learner(typed), "", "")
    yield case(thanks.thanked, "", VOICE, learner(typed))
    yield case(thanks.nobody, "", VOICE)
    yield case(thanks.your_own, "", VOICE)


def of_holds(typed: Typed) -> Iterator[Case]:
    open_ = the_case(typed)
    held = open_.held(date(2026, 9, 1), NOW)
    yield case(measures.button, "", VOICE, open_)
    yield case(measures.form, "the first time", VOICE, open_, {})
    yield case(measures.form, "as before", VOICE, open_, {Step.WORD: 2})
    for step in Step:
        yield case(measures.kept, step.value, VOICE, open_, step)
    yield case(case_desk.excerpt, "of a report", VOICE, replace(open_, cause=Cause.REPORT))
    yield case(allowing.button, "", VOICE, open_)
    yield case(allowing.form, "", VOICE, open_, typed.name)
    yield case(allowing.too_wide, "", VOICE)
    yield case(allowing.names_somebody, "", VOICE)
    for function in (allowing.nothing, allowing.is_allowed, allowing.is_left):
        yield case(function, "", VOICE, open_)
    yield case(case_desk.closed, "a phrase to look at", VOICE, open_, has_phrase=True)
    yield case(holds.button, "not on hold", VOICE, open_)
    yield case(holds.button, "on hold", VOICE, held)
    yield case(holds.form, "", VOICE, open_)
    yield case(holds.form, "again", VOICE, open_, typed.words)
    yield case(holds.no_day, "", VOICE)
    yield case(holds.not_ahead, "", VOICE)
    yield case(holds.held, "", VOICE, held)
    for function in (holds.released, holds.not_held, holds.past_review, holds.no_reason, holds.due):
        yield case(function, "", VOICE, held)


def of_cases_by_hand(typed: Typed) -> Iterator[Case]:
    who = people(typed)
    for cause in (Cause.REPORT, Cause.MENTOR, Cause.FLAG):
        about = by_hand(typed, cause, subject_ids=("id-C2",))
        yield case(cases.whose, str(cause), VOICE, about, learner(typed))
        yield case(cases.alert, f"by hand: {cause}", VOICE, about, learner(typed), PACKS, NOW)
        taken = about.acknowledged("id-C1", NOW)
        yield case(cases.yours, f"by hand: {cause}", VOICE, taken, learner(typed), PACKS)
        shown = case_desk.Shown(taken.held(date(2026, 9, 1), NOW), learner(typed), who["id-C1"], [], who)
        yield case(case_desk.whole, f"by hand, on hold: {cause}", VOICE, shown, PACKS)
    yield case(case_news.something_new, "", VOICE, by_hand(typed, Cause.REPORT))
    yield case(case_news.graver, "", VOICE, the_case(typed), PACKS)
    yield case(case_news.flood, "", VOICE, by_hand(typed, Cause.SIGNAL), learner(typed))
    yield case(debriefing.heavy, "", VOICE)
    yield case(debriefing.many, "", VOICE, 4)
    yield case(debriefing.talk_button, "", VOICE, by_hand(typed, Cause.SIGNAL))
    yield case(debriefing.asked, "somebody", VOICE, coordinator(typed, 1))
    yield case(debriefing.asked, "nobody", VOICE, None)
    yield case(debriefing.wants_to_talk, "", VOICE, coordinator(typed, 1))
    yield case(cases.outside_alone, "", VOICE, by_hand(typed, Cause.REPORT))
