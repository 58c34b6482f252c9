"""Two workspaces in one process: no message, name or record of one is ever visible in the other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.cohorts import CohortState
from tests.adapters.slack.browser import browser
from tests.adapters.slack.office import START, THURSDAY, Office, at_home, cohort_file, office
from tests.doubles.slack import Person, Sight, Workspace
from tests.doubles.slack.channels import Channel

CRISIS = "I don't want to be here anymore"


class Neighbours:
    """The same cohort twice: the same handles, but everybody next door has a name that tells where they are."""

    def __init__(self, here: Office, there: Workspace, people: dict[str, Person], rooms: dict[str, Channel]) -> None:
        self.here, self.there, self.people, self.rooms = here, there, people, rooms


@pytest.fixture
async def both(tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Neighbours]:
    """Two workspaces that installed the app, each with a cohort."""
    async with office(tmp_path, made_sqlite_url, is_over_http=True) as here:
        there = here.slack.workspace("Hillside", installed=False)
        async with browser(here.port_url) as installer:
            await installer.installs(here.team)
            await installer.installs(there)
        file, people, rooms = at_home(cohort_file(tmp_path, handle="hillside", called="Hilda"), there)
        await here.house.open_cohort(file)
        yield Neighbours(here, there, people, rooms)


def everything(sight: Sight) -> str:
    shown = [seen.text + seen.said + seen.author for seen in sight.everything()]
    windows = [part.text for part in (sight.home, sight.form) if part is not None]
    return "\n".join([*shown, *windows, *sight.troubles])


async def test_nobody_sees_anything_of_the_other_workspace(both: Neighbours) -> None:
    here = both.here
    await here.until(THURSDAY)
    for people, room in ((here.people, here.rooms["g1"]), (both.people, both.rooms["g1"])):
        await people["L1"].runs("/peer me")
        await people["M1"].runs("/mentor mentees")
        await people["C1"].runs("/coord cases")
        await people["L2"].opens_home()
        await people["C1"].opens_home()
        await people["L1"].says(people["L1"].direct, "all is well, thank you")
        await people["L1"].says(room, "hello everybody")
    await both.people["L2"].says(both.rooms["g1"], CRISIS)
    await here.beat()

    mine = {who: everything(person.sees()) for who, person in here.people.items()}
    theirs = {who: everything(person.sees()) for who, person in both.people.items()}
    assert all(mine.values())
    assert all(theirs.values())
    assert [who for who, seen in mine.items() if "Hilda" in seen or "Hillside" in seen or CRISIS in seen] == []
    assert [who for who, seen in theirs.items() if "Name L" in seen or "Name M" in seen or "Name C" in seen] == []
    assert any("Hilda" in seen for seen in theirs.values())
    assert any("I have it" in seen.buttons for who in ("C1", "C2") for seen in both.people[who].sees().direct)


async def test_every_request_about_a_workspace_carries_its_own_token(both: Neighbours) -> None:
    here = both.here
    await here.until(THURSDAY)
    tokens = {here.team.bot_token: here.team, both.there.bot_token: both.there}

    asked = [asked for asked in here.slack.log if asked.headers.get("Authorization", "")[7:] in tokens]
    named = [(each, each.arguments.get("channel") or each.arguments.get("users")) for each in asked]
    assert {tokens[each.headers["Authorization"][7:]].id for each, _ in named} == {here.team.id, both.there.id}
    for each, about in named:
        team = tokens[each.headers["Authorization"][7:]].team
        assert about is None or about in team.channels or about in team.users


async def test_nobody_acts_on_what_belongs_to_the_other_workspace(both: Neighbours) -> None:
    here = both.here
    await both.people["L2"].says(both.rooms["g1"], CRISIS)
    await here.beat()
    alert = next(s for who in ("C1", "C2") for s in both.people[who].sees().direct if "I have it" in s.buttons)
    original = both.there.team.messages.find(alert.channel_id, alert.ts)
    assert original is not None
    thief = here.people["C1"]
    stolen = replace(original, channel_id=thief.direct.id, team_id=here.team.id, user_id=here.team.installation.user.id)
    here.team.team.messages.add(stolen)

    await thief.presses(stolen, "I have it")
    await here.settled()

    assert CRISIS not in everything(thief.sees())
    async with here.house.storage.snapshot() as tx:
        cohort = await tx.cohorts.by_handle("hillside")
        assert cohort is not None
        assert [case.owner_id for case in await tx.cases.open_in(cohort.id)] == [""]


async def test_when_one_takes_the_app_out_the_other_goes_on(both: Neighbours) -> None:
    here = both.here
    both.there.uninstall()
    await here.settled()

    async with here.house.storage.snapshot() as tx:
        states = {handle: await tx.cohorts.by_handle(handle) for handle in ("test", "hillside")}
    assert {handle: cohort.state for handle, cohort in states.items() if cohort is not None} == {
        "test": CohortState.OPEN,
        "hillside": CohortState.PAUSED,
    }
    await here.until(START + timedelta(hours=4))
    assert here.sees("L1", "g1")
    assert both.people["L1"].sees().channels["g1"] == []
