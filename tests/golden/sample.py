"""A small cohort to show cards about, with whatever people typed as names and words."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.cases import Case, CaseEntry, Cause
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.deadlines import Milestone
from bot.domain.drafts import Draft
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.plan import Plan, Prompt
from bot.domain.schedule import QuietHours
from bot.domain.severities import Safety
from bot.domain.signals import Packs, Rulebook
from bot.domain.signals.severity import Severity
from bot.wording.voice import Voice
from tests.golden.typed import Typed

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
DAY = date(2026, 4, 2)
VOICE = Voice("Europe/Lisbon")
PACKS: Packs = Rulebook().packs()


def member(name: str, handle: str, role: Role, **changed: Any) -> Member:
    """Somebody who takes part."""
    keys = {
        "timezone": "Europe/Lisbon",
        "state": MemberState.ACTIVE,
        "country": "PT",
        "quiet": QuietHours(time(21), time(8)),
        "consent_version": 1,
        "consented_at": datetime(2026, 2, 17, 9, tzinfo=UTC),
    }
    return Member(id=f"id-{handle}", cohort_id="spring", handle=handle, name=name, role=role, **(keys | changed))


def learner(typed: Typed, **changed: Any) -> Member:
    """A learner."""
    return member(typed.name, "L04", Role.LEARNER, **changed)


def mentor(typed: Typed, **changed: Any) -> Member:
    """Their mentor."""
    return member(typed.other, "M02", Role.MENTOR, **changed)


def coordinator(typed: Typed, number: int = 1, **changed: Any) -> Member:
    """A coordinator."""
    return member(typed.other, f"C{number}", Role.COORDINATOR, **changed)


def group(typed: Typed, number: int = 1) -> Group:
    """A peer group."""
    return Group(f"id-g{number}", "spring", f"g{number}", typed.group, "Europe/Lisbon")


def cohort(typed: Typed, *, scans: bool = True, milestones: bool = True) -> Cohort:
    """The cohort, in its second week."""
    plan = Plan(
        prompts=(prompt(), Prompt(2, "Asking well", guide="Ask one question in your group today.")),
        milestones=(Milestone(typed.milestone, date(2026, 3, 20)),) if milestones else (),
        safety=Safety(("baobab", "help"), outside="mailto:help@example.org") if scans else Safety(),
        goals=typed.words,
        time_per_week=typed.line,
        mentor_time_per_week=typed.line,
        help_contact=typed.line,
    )
    return Cohort("spring", "spring-2026", typed.cohort, "Europe/Lisbon", date(2026, 3, 2), 8, plan=plan)


def prompt() -> Prompt:
    """The programme's own question of a week."""
    return Prompt(
        1,
        "Who is here",
        focus="Meet your group and find one thing you share with somebody.",
        guide="What would you like to be better at in two months?",
        own_it="Who begins?",
        hint="One small thing is enough.",
    )


def check_in(**changed: Any) -> CheckIn:
    """The check-in of week 2."""
    opened, closes = NOW - timedelta(hours=5), datetime(2026, 3, 15, 20, tzinfo=UTC)
    return CheckIn("ci2", "spring", "id-L04", 2, opened, closes, **changed)


def the_case(typed: Typed, **changed: Any) -> Case:
    """A case about the learner, opened twelve minutes ago."""
    keys = {
        "category": "crisis",
        "severity": Severity.CRITICAL,
        "cause": Cause.SIGNAL,
        "rule": "crisis.ideation",
        "opened_at": NOW - timedelta(minutes=12),
        "channel": typed.channel,
        "message_id": "m1",
        "excerpt": typed.words,
        "learner_told": True,
    }
    return Case(id="case1", ref="K7Q2", cohort_id="spring", learner_id="id-L04", **(keys | changed))


def entry(what: str, note: str = "", actor: str = "id-C1", minutes: int = 0) -> CaseEntry:
    """One line of its timeline."""
    return CaseEntry("case1", NOW + timedelta(minutes=minutes), what, actor, note)


def draft(typed: Typed, **changed: Any) -> Draft:
    """A message for the learner, with two times."""
    times = (datetime(2026, 3, 16, 18, tzinfo=UTC), datetime(2026, 3, 19, 18, 30, tzinfo=UTC))
    keys = {"options": times, "text": typed.words[:1000], "created_at": NOW}
    return Draft("draft1", "spring", "id-L04", "id-M02", "ci2", **(keys | changed))


def people(typed: Typed) -> dict[str, Member]:
    """Everybody, by id."""
    everybody = (learner(typed), mentor(typed), coordinator(typed), coordinator(typed, 2))
    return {person.id: person for person in everybody}
