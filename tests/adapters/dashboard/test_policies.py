"""What is decided, on the page: changed within its limits by one coordinator at a time, and taken back."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.domain.deciding import Policy, decided
from bot.domain.plan import Plan
from bot.domain.signals import Severity
from tests.adapters.dashboard.desk import Desk, button
from tests.adapters.dashboard.test_pages import main

CRITICAL = "Change: Critical cases"
REMINDERS = "Change: Reminders"


async def plan(desk: Desk, cohort: str = "a") -> Plan:
    async with desk.storage.snapshot() as tx:
        found = await tx.cohorts.find(cohort)
    assert found is not None
    return found.plan


async def opened(browser: httpx.AsyncClient, label: str) -> httpx.Response:
    return await browser.post("/act", data=button((await browser.get("/policies")).text, label))


def boxes(page: httpx.Response) -> dict[str, str]:
    """Return what stands in the form."""
    return dict(re.findall(r'<input id="(value-[^"]+)" name="[^"]+" value="([^"]*)"', page.text))


async def sent(browser: httpx.AsyncClient, label: str, **change: str) -> httpx.Response:
    form = await opened(browser, label)
    typed = boxes(form) | {f"value-{name}": value for name, value in change.items()}
    return await browser.post("/act", data=button(form.text, "Save") | typed)


async def test_a_change_holds_from_now_on_is_written_down_and_can_be_taken_back(desk: Desk) -> None:
    browser, before = await desk.enter("ac0"), await plan(desk)

    saved = await sent(browser, REMINDERS, per_day="1", stop_after="3")

    assert "Reminders:</strong> saved" in main(saved)
    assert "Reminders: at most 1 a day" in main(saved)
    assert (await plan(desk)).nudges == replace(before.nudges, per_day=1, stop_after=3)
    assert (await plan(desk, "b")).nudges == before.nudges
    back = await browser.post("/act", data=button(saved.text, "Take it back"))
    assert "as it was before" in main(back)
    assert (await plan(desk)).nudges == before.nudges
    assert {"id-ac0 policy.changed a", "id-ac0 policy.undone a"} <= set(await desk.audited())


@pytest.mark.parametrize("label", [f"Change: {what}" for what in ("Times of the week", "More time", "High cases")])
async def test_what_is_sent_as_it_stands_is_taken_and_changes_nothing(desk: Desk, label: str) -> None:
    browser, before = await desk.enter("ac0"), await plan(desk)

    assert "saved. It holds" in main(await sent(browser, label))
    assert await plan(desk) == before


@pytest.mark.parametrize(
    ("label", "change", "said"),
    [
        (CRITICAL, {"wait": "1 h"}, "Between 1 minute and 15 minutes, please: somebody in danger must not wait longer"),
        (CRITICAL, {"repeats": "0"}, "nor be told of less often"),
        (CRITICAL, {"wait": "soon"}, "Like 15 min, 6 h or 2 days"),
        (REMINDERS, {"per_day": "-1"}, "A whole number, please."),
        (REMINDERS, {"per_day": "99"}, "Between 0 and 5, please."),
        ("Change: When somebody goes quiet", {"case_at": "1"}, "it can&#39;t be less"),
        ("Change: Times of the week", {"quiet_hours": "at night"}, "Like 21:00-08:00"),
        ("Change: Times of the week", {"check_in_closes": "Caturday 9"}, "Like Sat 10:00"),
    ],
)
async def test_what_goes_too_far_is_answered_below_its_box_and_nothing_changes(
    desk: Desk, label: str, change: dict[str, str], said: str
) -> None:
    browser, before = await desk.enter("ac0"), await plan(desk)

    answer = await sent(browser, label, **change)

    assert said in main(answer)
    assert f'value="{next(iter(change.values()))}"' in main(answer)
    assert await plan(desk) == before


async def test_what_a_file_has_beyond_the_limits_may_stand(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        cohort = await tx.cohorts.find("a")
        assert cohort is not None
        slow = replace(cohort.plan.safety.severities[Severity.CRITICAL], wait=timedelta(hours=2))
        severities = cohort.plan.safety.severities | {Severity.CRITICAL: slow}
        safety = replace(cohort.plan.safety, severities=severities)
        await tx.cohorts.save(replace(cohort, plan=replace(cohort.plan, safety=safety)))
    browser = await desk.enter("ac0")

    assert "saved. It holds" in main(await sent(browser, CRITICAL, watch="20 min"))
    assert decided(await plan(desk), Policy.CRITICAL)["wait"] == timedelta(hours=2)


async def test_of_two_who_change_the_same_the_second_is_told_and_can_undo_nothing_that_is_not_theirs(
    desk: Desk,
) -> None:
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    form = await opened(second, REMINDERS)
    saved = await sent(first, REMINDERS, per_day="1")

    told = await second.post("/act", data=button(form.text, "Save") | boxes(form) | {"value-per_day": "3"})

    assert "Somebody changed this after you opened it" in main(told)
    assert 'value="3"' in main(told)
    assert (await plan(desk)).nudges.per_day == 1
    again = boxes(told) | {"value-per_day": "3"}
    await second.post("/act", data=button(told.text, "Save") | again)
    late = await first.post("/act", data=button(saved.text, "Take it back"))
    assert "was decided anew since" in main(late)
    assert (await plan(desk)).nudges.per_day == 3


async def test_mentors_decide_nothing_even_with_a_seal(desk: Desk) -> None:
    mentor, before = await desk.enter("am0"), await plan(desk)
    site = desk.web.state.site
    visitor = await site.door.visitor(mentor.cookies["kith-desk"])
    for kind, action in (("press", "v1:policy.edit:nudges"), ("submit", "v1:policy.save:nudges:x")):
        fields = (kind, action, kind, "/")
        sealed = dict(zip(("kind", "action", "once", "back"), fields, strict=True))
        answer = await mentor.post("/act", data=sealed | {"seal": site.room.seal(visitor, *fields)})
        assert "Reminders" not in main(answer)
    assert await plan(desk) == before
