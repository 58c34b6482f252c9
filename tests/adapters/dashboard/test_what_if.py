"""What if: the coming weeks are played in a process of their own, and nothing of the cohort is changed."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest

from adapters.cli.rehearsing import builder
from adapters.cli.what_if import Apart
from adapters.dashboard.web import build
from adapters.simulation.what_if import Bounds, outlooks
from bot.cohort_file import CohortFile, load_cohort
from bot.desk.what_if import what_if
from bot.domain.members import Absence, AbsenceKind
from bot.domain.outlook import Ask, Change, Outlook
from bot.samples import sample
from bot.wording.desk_what_if import carried
from bot.wording.voice import Voice
from tests.adapters.dashboard.desk import Desk, hidden
from tests.adapters.dashboard.test_pages import main
from tests.permissions.bottle import NOW


async def suppose(browser: httpx.AsyncClient, change: str, **values: str) -> httpx.Response:
    page = (await browser.get("/what-if")).text
    return await browser.post("/what-if", data={"seal": hidden(page, "seal"), "change": change, **values})


async def counts(desk: Desk) -> tuple[int, int]:
    async with desk.storage.snapshot() as tx:
        return len(await tx.outbox.waiting(999)), len(await tx.timers.upcoming(999))


async def test_a_coordinator_sees_what_would_happen_if_a_mentor_left_and_nothing_happens(desk: Desk) -> None:
    desk.web = build(desk.app, rehearse=Apart(within=0))  # one day is always played
    browser, before = await desk.enter("ac0"), await counts(desk)

    page = main(await suppose(browser, "mentor_leaves", mentor="am0"))

    assert "What would change, through" in page
    assert "Learners without a mentor" in page
    assert "Name of am1" in page
    assert await counts(desk) == before
    assert "id-ac0 desk.what_if a" in await desk.audited()


async def test_what_is_missing_or_takes_too_long_is_said_and_the_choice_stays(desk: Desk) -> None:
    async def never(_file: CohortFile, _ask: Ask, _now: object) -> tuple[Outlook, Outlook]:
        raise TimeoutError

    desk.web = build(desk.app, rehearse=never)
    browser = await desk.enter("ac0")

    assert "Choose the mentor who would leave" in main(await suppose(browser, "mentor_leaves", mentor="bm0"))
    assert "Name the day off" in main(await suppose(browser, "holiday", holiday="tomorrow"))
    late = main(await suppose(browser, "silence"))
    assert "please try again in a minute" in late
    assert 'value="silence" checked' in late


async def test_a_second_rehearsal_at_the_same_time_does_not_wait() -> None:
    apart = Apart()
    async with apart._turns:
        with pytest.raises(TimeoutError):
            await apart(load_cohort(sample("spring.toml")), Ask(Change.NOTHING), NOW)


async def test_when_nobody_answers_there_are_cases_and_a_look_ahead_that_takes_too_long_ends_both_on_one_evening(
    desk: Desk, tmp_path: Path
) -> None:
    browser = await desk.enter("ac0")
    site = desk.web.state.site
    visitor = await site.door.visitor(browser.cookies["kith-desk"])
    file = (await site.room.see(visitor, what_if, "desk.what_if")).file
    builds = [builder(f"sqlite:///{tmp_path}/{name}.sqlite3", 1, ("en",)) for name in "abcd"]

    now, then = await outlooks(file, Ask(Change.SILENCE), Bounds(NOW, 60), (builds[0], builds[1]))
    assert then.cases > now.cases
    assert then.through == (NOW + timedelta(weeks=4)).date()
    cut = Bounds(NOW, 3, count().__next__)
    now, then = await outlooks(file, Ask(Change.SILENCE), cut, (builds[2], builds[3]))
    assert now.through == then.through == (NOW + timedelta(days=3)).date()
    assert {day.on for day in (*now.days, *then.days)} <= {NOW.date() + timedelta(days=n) for n in range(4)}


async def test_days_off_and_open_cases_are_in_it_without_a_word_and_none_that_is_kept_from_the_reader(
    desk: Desk, tmp_path: Path
) -> None:
    async with desk.storage.transaction() as tx:
        day = NOW.date()
        await tx.absences.add(Absence("off", "id-al0", AbsenceKind.AWAY, day, day + timedelta(weeks=4)))
    site = desk.web.state.site
    seen = {}
    for who in ("ac0", "ac1"):
        browser = await desk.enter(who)
        visitor = await site.door.visitor(browser.cookies["kith-desk"])
        seen[who] = await site.room.see(visitor, what_if, "desk.what_if")
    carried = seen["ac0"].carried
    assert [one.member_id for one in carried.absences] == ["al0"]
    assert "k-al1" in {case.id for case in carried.cases}
    assert "k-al1" not in {case.id for case in seen["ac1"].carried.cases}
    assert not any(case.excerpt or case.opener_id or case.subject_ids for case in carried.cases)

    builds = [builder(f"sqlite:///{tmp_path}/{name}.sqlite3", 1, ("en",)) for name in "ab"]
    ask = Ask(Change.SILENCE, carried=carried)
    now, then = await outlooks(seen["ac0"].file, ask, Bounds(NOW, 0), (builds[0], builds[1]))

    assert now.cases == then.cases == len(carried.cases) > 0
    asked = {load.handle for load in then.loads}
    assert "ac0" in asked


async def test_the_form_says_what_goes_along_and_nothing_of_what_there_is_none_of(desk: Desk) -> None:
    voice = Voice("UTC")
    assert carried(voice, 0, 0) == ""
    assert carried(voice, 0, 1) == "In it: 1 open case."
    assert carried(voice, 2, 1) == "In it: 2 absences and 1 open case."

    assert "without anybody's words. In it: " in main(await (await desk.enter("ac0")).get("/what-if"))
