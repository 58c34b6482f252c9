"""Every card and form there is, each with hostile text in it: made by calling every function of bot/wording."""

import builtins
import collections.abc
import dataclasses
import inspect
import itertools
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from bot import wording
from bot.cards import Action, Button, Card, Field, Form, Option, Select
from bot.commands import Command, NotUnderstood, Parameter
from bot.deliveries import Delivery, DeliveryState, Target, TargetKind
from bot.domain.budget import Silence
from bot.domain.cases import Case, CaseEntry, CaseState, Cause
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.cohorts import Cohort
from bot.domain.drafts import Draft
from bot.domain.helplines import CountryHelp
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.plan import Milestone, NudgePolicy, Phase, Plan, Prompt, Safety, default_severities
from bot.domain.signals import Hit, Packs, shipped
from bot.domain.signals.severity import Severity
from bot.effects import Urgency
from bot.flows import all_routes
from bot.helplines import register
from bot.wording import case_desk, digests, help, safety
from bot.wording.voice import Voice

Shown = Card | Form
HOSTILE = "Eve @everyone <@&7> [free](https://evil.example) ``|| **x** \u202e#"
NOW = datetime(2026, 3, 26, 3, 40, tzinfo=UTC)
DAY = date(2026, 4, 2)

LEARNER = Member("m1", "c1", "L1", HOSTILE, Role.LEARNER, "Europe/Lisbon", MemberState.ACTIVE, "PT", consented_at=NOW)
MENTOR = replace(LEARNER, id="m2", handle="M1", role=Role.MENTOR)
COORDINATOR = replace(LEARNER, id="m3", handle="C1", role=Role.COORDINATOR)
PLAN = Plan(
    milestones=(Milestone(HOSTILE, date(2026, 4, 10)),),
    prompts=(Prompt(1, "First steps", "One thing", "How did it *go*?\n# 1. Tell\n> 2. Ask", hint="Start small."),),
    safety=Safety(("baobab", "help"), outside="mailto:help@example.org"),
)
COHORT = Cohort("c1", "spring", f"Spring {HOSTILE}", "Europe/Lisbon", date(2026, 3, 2), 8, plan=PLAN)
GROUP = Group("g1", "c1", "baobab", HOSTILE, "Africa/Nairobi", "m2")
CASE = Case(
    "k1", "K7Q2", "c1", "m1", "crisis", Severity.CRITICAL, Cause.SIGNAL, "crisis.intent", NOW,
    channel="#baobab", message_id="99", excerpt=f"> {HOSTILE}\nsecond line", learner_told=True,
)  # fmt: skip
TAKEN = replace(CASE, state=CaseState.ACKNOWLEDGED, owner_id="m3", acknowledged_at=NOW)
CHECK_IN = CheckIn("i1", "c1", "m1", 4, NOW, NOW + timedelta(days=3))
DRAFT = Draft("d1", "c1", "m1", "m2", "i1", HOSTILE, (NOW + timedelta(days=1), NOW + timedelta(days=2)), NOW)
HIT = Hit("harassment.disclosure", "crisis", Severity.CRITICAL, 0, 5, "plain", "live", "Intent")
PORTUGAL = register()["PT"]
COMMANDS = all_routes().described()
SENT = Delivery(
    "d1", 1, "d1", "lane", Urgency.NOTICE, Target(TargetKind.MEMBER, "local", "demo", "L1"),
    Card("Hello", "check_in.open", why=f"Because {HOSTILE}", title="Hello"), DeliveryState.SENT, NOW, NOW, "m1",
)  # fmt: skip
CONTACTS = help.Contacts(MENTOR, (COORDINATOR,), PORTUGAL, default_severities())
PAGE = help.Page(LEARNER, COHORT, 4, GROUP, MENTOR, CHECK_IN, 3, is_away=False, next_check_in=NOW)
WEEK = digests.MentorWeek(COHORT, 4, (digests.LearnerWeek(LEARNER, CHECK_IN, is_away=False),))
REPORT = digests.Report(COHORT, 4, 3, 9, (digests.GroupWeek(GROUP, 1, 5),), (CASE,), (LEARNER,), 1)
ENTRY = CaseEntry("k1", NOW, "note", "m3", HOSTILE)


@cache
def _samples() -> Mapping[Any, tuple[Any, ...]]:
    """What stands in for a parameter of each type: the usual value first, then others worth seeing."""
    people = {member.id: member for member in (LEARNER, MENTOR, COORDINATOR)}
    return {
        Voice: (Voice("Europe/Lisbon"),),
        Member: (LEARNER, MENTOR),
        Member | None: (COORDINATOR, None),
        list[Member]: ([LEARNER, MENTOR],),
        Sequence[Member]: ((COORDINATOR, MENTOR), ()),
        Cohort: (COHORT,),
        Group: (GROUP,),
        Case: (CASE, TAKEN, replace(TAKEN, state=CaseState.RESOLVED), replace(CASE, excerpt="")),
        Sequence[Case]: ((CASE, replace(TAKEN, id="k2", ref="Q7K2")), ()),
        Mapping[str, Member]: (people,),
        CheckIn: (CHECK_IN, replace(CHECK_IN, state=CheckInState.OVERDUE, wants_help=True)),
        Draft: (DRAFT, replace(DRAFT, options=())),
        Packs: (shipped(("en",)),),
        Prompt: (PLAN.prompts[0],),
        Prompt | None: (PLAN.prompts[0], None),
        NudgePolicy: (NudgePolicy(),),
        Phase: (PLAN.phases[0],),
        Silence: tuple(Silence),
        Role: tuple(Role),
        Hit: (HIT, replace(HIT, severity=Severity.NORMAL), replace(HIT, rule="crisis.other")),
        safety.Writer: (safety.Writer(LEARNER, (COORDINATOR,), register()),),
        CountryHelp | None: (PORTUGAL, None),
        help.Contacts: (CONTACTS, replace(CONTACTS, mentor=None, coordinators=(), country=None)),
        help.Page: (PAGE, replace(PAGE, is_away=True, open_check_in=None)),
        case_desk.Shown: (case_desk.Shown(CASE, LEARNER, COORDINATOR, (ENTRY,), people),),
        digests.MentorWeek: (WEEK, replace(WEEK, learners=())),
        digests.Report: (REPORT, replace(REPORT, cases=(), invited=(), groups=(), unsent=0)),
        Command: (COMMANDS["coord case close"],),
        Parameter: (COMMANDS["coord case close"].parameters[0],),
        Sequence[Command]: (tuple(COMMANDS.values()),),
        NotUnderstood: (NotUnderstood(HOSTILE, (COMMANDS["peer me"],)), NotUnderstood(HOSTILE, ())),
        Sequence[Delivery]: ((SENT,), ()),
        Sequence[tuple[datetime, str, str]]: (((NOW, "check_in.open", "You are away."),), ()),
        Card: (SENT.card,),
        Form: (help.help_form(Voice("Europe/Lisbon")),),
        Action | None: (Action("help.ask"), None),
        Mapping[str, str]: ({"text": HOSTILE},),
        Action: (Action("check_in.fine", "i1"),),
        dict[str, str]: ({},),
        str: (HOSTILE,),
        int: (2,),
        bool: (True, False),
        date: (DAY,),
        datetime: (NOW,),
        timedelta: (timedelta(hours=4),),
    }


def _some(kind: Any) -> tuple[Any, ...]:
    """Return what stands in for a type; what has no sample of its own is made of those that have."""
    known = _samples().get(kind)
    if known is not None:
        return known
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return tuple(kind)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        needed = [f.name for f in dataclasses.fields(kind) if f.default is f.default_factory is dataclasses.MISSING]
        return (kind(**{name: _some(hints[name])[0] for name in needed}),)  # type: ignore[operator]
    parts = [part for part in get_args(kind) if part not in (type(None), Ellipsis)]
    match get_origin(kind):
        case types.UnionType | typing.Union:
            return (*_some(parts[0]), None)
        case collections.abc.Mapping | builtins.dict:
            return (dict(zip(_some(parts[0]), _some(parts[1]), strict=False)), {})
        case builtins.frozenset | builtins.set:
            return (frozenset(_some(parts[0])[:2]), frozenset())
        case collections.abc.Sequence | builtins.tuple | builtins.list | collections.abc.Collection:
            return (_some(parts[0])[:2], ())
    raise KeyError(f"the gallery knows no {kind}: give it a sample")


_TEMPLATES = {"template": ("crisis", "harassment")}


def _modules() -> Iterator[str]:
    folder = Path(wording.__file__).parent
    yield from sorted(path.stem for path in folder.glob("*.py") if path.stem not in ("__init__", "voice", "upcoming"))


def _calls(function: Any) -> Iterator[dict[str, Any]]:
    """Yield arguments: the usual ones, then each parameter's other values with the usual rest."""
    hints = get_type_hints(function)
    choices = {name: _TEMPLATES.get(name) or _some(hints[name]) for name in inspect.signature(function).parameters}
    usual = {name: values[0] for name, values in choices.items()}
    yield usual
    for name, values in choices.items():
        for value in itertools.islice(values, 1, None):
            yield usual | {name: value}


def _made() -> Iterator[tuple[str, Shown]]:
    for stem in _modules():
        module = import_module(f"bot.wording.{stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            if get_type_hints(function)["return"] not in (Card, Card | None, Form):
                continue
            for number, arguments in enumerate(_calls(function), 1):
                shown = function(**arguments)
                if shown is not None:
                    yield f"{stem}.{name} {number}", shown


LARGE = Card(
    (HOSTILE[:60] + "\n") * 48,
    "large.card",
    why=HOSTILE,
    title=(HOSTILE * 3)[:150],
    fields=tuple(Field(HOSTILE[:70], (HOSTILE * 20)[:1024]) for _ in range(10)),
    buttons=tuple(Button(f"{n}{HOSTILE}", Action("large.press", str(n))) for n in range(5)),
    select=Select(Action("large.choose"), HOSTILE, tuple(Option(f"{n}{HOSTILE}", str(n)) for n in range(25))),
)
"""The most that a card can hold."""


@cache
def gallery() -> Mapping[str, Shown]:
    """Return every card and form by the function that words it."""
    return dict(_made())
