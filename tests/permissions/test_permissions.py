"""The permission table holds for any people, roles, standings, cohorts and pairings; a refusal stores nothing."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.cards import Action, Card
from bot.domain.members import MemberState, Role
from bot.effects import Reply
from bot.events import ActionChosen, FormSubmitted, Place
from bot.flows import all_routes
from tests.permissions.bottle import COHORTS, NOW, account, bottle, empty_database, places
from tests.permissions.deeds import DEEDS, Deed
from tests.permissions.table import ACTIONS, COMMANDS, FORMS, Facts, Somebody, may

_HERE = Place("local", "demo", "dm", is_direct=True)
REFUSED = {
    *("refusal.stranger", "refusal.right", "refusal.gone", "refusal.argument"),
    *("refusal.not_started", "refusal.left", "refusal.over"),
    *("check_in.not_found", "nudge.not_found", "case.none"),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("permissions"))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Somebody], Facts]:
    """People of two cohorts, at least a learner in each; who looks after whom; whom cases are about."""
    standing = st.sampled_from([MemberState.ACTIVE] * 4 + [*MemberState])
    kinds = st.tuples(st.sampled_from(COHORTS), st.sampled_from(Role), standing)
    drawn = [("a", Role.LEARNER, MemberState.ACTIVE), ("b", Role.LEARNER, draw(standing))]
    drawn += draw(st.lists(kinds, min_size=2, max_size=8))
    people = [Somebody(f"{c}{r.value[0]}{n}", c, r, s) for n, (c, r, s) in enumerate(drawn)]
    learners = [person for person in people if person.role is Role.LEARNER]
    handles = st.sampled_from([learner.handle for learner in learners])
    return people, Facts(
        shares=draw(st.frozensets(handles)),
        closed=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"a"}), frozenset({"b"})])),
        mentors={p.handle: m for p in learners if (m := draw(_one_of(people, p, Role.MENTOR)))},
        subjects={
            p.handle: draw(st.frozensets(st.sampled_from([q.handle for q in people]), max_size=2)) for p in learners
        },
        drafted_for={p.handle: m for p in learners if (m := draw(_one_of(people, p, Role.MENTOR, Role.COORDINATOR)))},
        facilitators={p.cohort: who for p in learners if (who := draw(_one_of(people, p, Role.MENTOR, Role.LEARNER)))},
    )


def _one_of(people: list[Somebody], learner: Somebody, *roles: Role) -> st.SearchStrategy[str]:
    found = [p.handle for p in people if p.cohort == learner.cohort and p.role in roles]
    return st.sampled_from(["", *found])


deeds = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60)
EVERYBODY = [
    Somebody(f"{cohort}{role.value[0]}{n}", cohort, role, MemberState.ACTIVE)
    for cohort in COHORTS
    for role in Role
    for n in range(2)
]
_LEARNERS = [person for person in EVERYBODY if person.role is Role.LEARNER]
_FACTS = Facts(
    {p.handle: f"{p.cohort}m0" for p in _LEARNERS},
    frozenset({"al0", "bl1"}),
    frozenset({"b"}),
    {p.handle: frozenset({f"{p.cohort}c1"}) for p in _LEARNERS},
    {p.handle: f"{p.cohort}m{p.handle[-1]}" for p in _LEARNERS},  # the second learner's drafts are a former mentor's
    {"a": "am1", "b": "bl1"},
)
_N = len(EVERYBODY)
ALL = [(deed, who, about) for deed in DEEDS for who in range(_N) for about in range(_N)]
FORMER_MENTOR, LEARNER = 3, 1
SOME = ALL[::17] + [(deed, FORMER_MENTOR, LEARNER) for deed in DEEDS]
"""17 shares no factor with the number of people, so every deed, person and row comes up."""


def is_refused(replies: list[Reply]) -> bool:
    """Whether the only thing that came of it is a refusal. Something going wrong is never one."""
    kinds = {reply.answer.kind for reply in replies if isinstance(reply.answer, Card)}
    assert "refusal.trouble" not in kinds
    return bool(kinds) and kinds <= REFUSED


def test_the_table_names_every_command_button_and_form_there_is() -> None:
    routes = all_routes()

    assert set(COMMANDS) == set(routes.commands)
    assert set(ACTIONS) == set(routes.actions)
    assert set(FORMS) == set(routes.forms)


@given(worlds(), deeds)
@example((EVERYBODY, _FACTS), SOME)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_may_not_is_refused_and_nothing_is_stored_and_who_may_is_heard(
    empty: Path, world: tuple[list[Somebody], Facts], tried: list[tuple[tuple[str, str], int, int]]
) -> None:
    people, facts = world
    chosen = [Deed(*what, people[who % len(people)], people[about % len(people)]) for what, who, about in tried]

    asyncio.run(_judge(empty, people, facts, chosen))


async def _judge(empty: Path, people: list[Somebody], facts: Facts, chosen: list[Deed]) -> None:
    async with bottle(empty, people, facts) as world:
        before = world.everything()
        for number, deed in enumerate(chosen):
            place = list(places(deed.who.cohort))[number % 2]
            event = deed.event(number, account(deed.who), place)
            if may(deed.rule, deed.who, deed.about, facts):
                assert not is_refused(await world.trying.handle(event)), f"{deed} was refused"
            else:
                assert is_refused(await world.doing.handle(event)), f"{deed} was not refused"
        assert world.everything() == before, "a refusal stored something"


@pytest.mark.parametrize(("platform", "workspace"), [("local", "another"), ("discord", "demo")])
def test_the_same_account_of_another_workspace_is_a_stranger(empty: Path, platform: str, workspace: str) -> None:
    async def scenario() -> None:
        async with bottle(empty, EVERYBODY, _FACTS) as world:
            before = world.everything()
            for number, (what, who, about) in enumerate(ALL[::67]):
                deed = Deed(*what, EVERYBODY[who], EVERYBODY[about])
                by = account(deed.who, platform, workspace)
                replies = await world.doing.handle(
                    deed.event(number, by, Place(platform, workspace, "dm", is_direct=True))
                )
                assert [r.answer.kind for r in replies if isinstance(r.answer, Card)] == ["refusal.stranger"]
            assert world.everything() == before

    asyncio.run(scenario())


def test_in_another_cohorts_channel_everybody_is_a_stranger(empty: Path) -> None:
    async def scenario() -> None:
        async with bottle(empty, EVERYBODY, _FACTS) as world:
            before = world.everything()
            for number, (what, who, about) in enumerate(ALL[::67]):
                deed = Deed(*what, EVERYBODY[who], EVERYBODY[about])
                there = Place("local", "demo", "#b" if deed.who.cohort == "a" else "#a")
                assert is_refused(await world.doing.handle(deed.event(number, account(deed.who), there)))
            assert world.everything() == before

    asyncio.run(scenario())


FORGED = [
    ActionChosen(f"a{n}", NOW, account(EVERYBODY[4]), _HERE, Action(name)) for n, name in enumerate([*FORMS, "no.such"])
]
FORGED += [FormSubmitted(f"f{n}", NOW, account(EVERYBODY[4]), _HERE, Action(name)) for n, name in enumerate(ACTIONS)]


def test_a_button_or_form_nobody_made_leads_nowhere(empty: Path) -> None:
    async def scenario() -> None:
        async with bottle(empty, EVERYBODY, _FACTS) as world:
            before = world.everything()
            for event in FORGED:
                assert is_refused(await world.doing.handle(event)), event.action.name
            assert world.everything() == before

    asyncio.run(scenario())
