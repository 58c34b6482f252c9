"""The later pages of the desk: groups and pairs, questions, rules, policies, lines, what if."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain import grouping
from bot.domain.cohorts import Cohort
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.plan import Holiday, Plan, Prompt, Safety, Sessions
from bot.domain.proposals import PairProposal
from bot.domain.signals import Hit
from bot.domain.signals.decision import Finding
from bot.domain.signals.severity import Severity
from bot.domain.trends import Line, Point, Trend
from bot.wording import desk_groups, desk_policies, desk_questions, desk_rules, desk_trends, desk_what_if
from bot.wording import question_edits as edits
from bot.wording.group_drafts import Proposed
from tests.domain.signals.bottle import pack
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, coordinator, learner
from tests.golden.typed import Typed


def of_desk_groups(typed: Typed) -> Iterator[Case]:
    person, other, by = learner(typed), replace(learner(typed), id="id-L05", handle="L05"), coordinator(typed)
    shown = grouping.Group((person.id, other.id), 62.5, dict.fromkeys(grouping.Criterion, 12.5), 72)
    draft = GroupDraft("d1", "spring", NOW, by.id, ((person.id, other.id),), (), 8000, 9000)
    touched = draft.changed_from(draft, NOW, by.id)
    people = {one.id: one for one in (person, other)}
    approved = draft.decided(DraftState.APPROVED, by.id)
    yield case(desk_groups.standing, "proposed", VOICE, Proposed(draft, [shown], people), None)
    yield case(desk_groups.standing, "changed", VOICE, Proposed(touched, [shown], people, 1), by)
    yield case(desk_groups.standing, "approved", VOICE, Proposed(approved, [shown], people), by)
    for name, each in (("proposed", draft), ("changed", touched), ("approved", approved)):
        yield case(desk_groups.choices, name, VOICE, each)
    for count, waiting in ((0, 0), (1, 0), (1, 1), (3, 2), (3, 0)):
        yield case(desk_groups.pairs, f"{count}, {waiting} to be approved", VOICE, count, waiting)
    yield case(desk_groups.another, "", VOICE)
    pair = PairProposal("p1", "spring", person.id, "id-M02", NOW)
    yield case(desk_groups.pair_choices, "to be approved", VOICE, [pair], "abc", 1)
    yield case(desk_groups.pair_choices, "approved", VOICE, [pair.approved(NOW, by.id)], "abc", 0)
    yield case(desk_groups.pair_choices, "nothing", VOICE, [], "abc", 0)


def of_desk_questions(typed: Typed) -> Iterator[Case]:
    yield case(desk_questions.standing, "unwritten", VOICE, 0, 3, is_written=False)
    for gone, groups in ((0, 0), (0, 1), (1, 3), (3, 3)):
        yield case(desk_questions.standing, f"{gone} of {groups}", VOICE, gone, groups, is_written=True)
    yield case(desk_questions.change, "", VOICE, 3)
    cohort, prompt = Cohort("a", "a", "A", "UTC", date(2026, 3, 2), 8), Prompt(2, "Trust", guide="What helped?")
    yield case(edits.form, "", VOICE, cohort, prompt, prompt.texts("guide") | {"hint": typed.words})
    yield case(edits.needed, "", VOICE)
    yield case(edits.too_long, "", VOICE, 500)
    yield case(edits.changed_meanwhile, "", VOICE, typed.line)
    yield case(edits.saved, "", VOICE, prompt)
    for function in (edits.undone, edits.another_now):
        yield case(function, "", VOICE, 2)
    for weeks in (1, 8):
        yield case(edits.no_week, str(weeks), VOICE, replace(cohort, weeks=weeks))


def of_desk_rules(typed: Typed) -> Iterator[Case]:
    for severity in Severity:
        found = Hit("crisis.ideation", "crisis", severity, 0, 3, "plain", "live", "Wants to die")
        yield case(desk_rules.hit, severity.value, VOICE, found)
    yield case(desk_rules.hit, "on trial", VOICE, replace(found, mode="shadow"))
    for function in (desk_rules.no_hit, desk_rules.something_first, desk_rules.no_sentence):
        yield case(function, "", VOICE)
    yield case(desk_rules.tried, "nothing", VOICE, typed.line, None)
    rule = pack("sad cat").rules[0]
    finding = Finding(rule, rule.severity, 0, 7, "plain", "sad cat", "hit")
    weaker = replace(finding, severity=Severity.HIGH)
    for each in (finding, weaker, replace(finding, outcome="allowed"), replace(finding, outcome="dropped")):
        name = f"{each.outcome}, {each.severity}"
        yield case(desk_rules.tried, name, VOICE, typed.line, each, "Sad")


def of_desk_policies(typed: Typed) -> Iterator[Case]:
    plan, bare = Plan(safety=Safety(("help",), outside="mailto:a@b.c")), Plan(sessions=Sessions(enabled=False))
    for function in (desk_policies.rhythm, desk_policies.scanned):
        yield case(function, "", VOICE, plan)
        yield case(function, "bare", VOICE, bare)
    for function in (desk_policies.nudges, desk_policies.silence, desk_policies.more_time):
        yield case(function, "", VOICE, plan)
    for function in (desk_policies.kept, desk_policies.together):
        yield case(function, "", VOICE, plan)
    yield case(desk_policies.cases, "", VOICE, plan, [typed.line])
    yield case(desk_policies.cases, "nobody", VOICE, bare, [])
    cohort = Cohort("a", "a", "A", "UTC", date(2026, 3, 2), 8)
    holidays = (Holiday(date(2026, 3, 17), typed.line), Holiday(date(2026, 4, 6)))
    yield case(desk_policies.days_off, "", VOICE, replace(cohort, plan=Plan(holidays=holidays)))
    yield case(desk_policies.days_off, "none", VOICE, cohort)
    for minutes in (1, 15, 60, 90, 1440, 4320):
        yield case(desk_policies.length, str(minutes), VOICE, timedelta(minutes=minutes))
    yield case(desk_policies.set_up, "", VOICE)


def of_desk_trends(_typed: Typed) -> Iterator[Case]:
    for line in Line:
        yield case(desk_trends.name, line.value, VOICE, line)
        yield case(desk_trends.caption, line.value, VOICE, line)
        yield case(desk_trends.value, f"{line.value}, of one", VOICE, line, Point(1, 2.5, 1))
        yield case(desk_trends.alternative, line.value, VOICE, Trend(line, (Point(1, 2.5, 3), Point(2, 4, 3))))
    yield case(desk_trends.value, "alone", VOICE, Line.HELP, Point(1, 2.5))


def of_desk_what_if(_typed: Typed) -> Iterator[Case]:
    for name in desk_what_if.MEASURES:
        yield case(desk_what_if.measure, name, VOICE, name)
    for kind in ("check_in.open", "digest.coordinator", "nothing.known"):
        yield case(desk_what_if.sent, kind, VOICE, kind)
    for absences, cases in ((0, 0), (1, 0), (0, 2), (2, 1)):
        yield case(desk_what_if.carried, f"{absences} and {cases}", VOICE, absences, cases)
    for function in (desk_what_if.which_mentor, desk_what_if.which_day, desk_what_if.busy, desk_what_if.not_here):
        yield case(function, "", VOICE)
