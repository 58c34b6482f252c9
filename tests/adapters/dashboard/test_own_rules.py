"""A cohort's own rules on the page: tried before they are kept, on trial before anybody hears."""

from dataclasses import replace

import httpx
import pytest

from bot.domain.own_rules import OwnMode, OwnRule
from bot.events import MessageReceived, Place
from bot.flows.safety import shadow_fact
from bot.ingest import Ingest
from bot.plain import Plain
from tests.adapters.dashboard.desk import HANDLES, Desk, button
from tests.adapters.dashboard.test_pages import main
from tests.permissions.bottle import NOW, account, packs

BRIDGE = {
    "value-title": "The bridge",
    "value-category": "harassment",
    "value-severity": "high",
    "value-phrases": "at the old bridge\n- at the old bridge club",
    "value-sentences": "I am at the old bridge\n- at the old bridge club",
}


async def rules(desk: Desk, cohort: str = "a") -> list[OwnRule]:
    async with desk.storage.snapshot() as tx:
        found = await tx.cohorts.find(cohort)
    assert found is not None
    return list(found.plan.safety.own_rules)


async def opened(browser: httpx.AsyncClient, label: str = "Add a rule") -> httpx.Response:
    return await browser.post("/act", data=button((await browser.get("/rules")).text, label))


async def saved(browser: httpx.AsyncClient, **change: str) -> httpx.Response:
    form = await opened(browser)
    typed = BRIDGE | {f"value-{name}": value for name, value in change.items()}
    return await browser.post("/act", data=button(form.text, "Save, on trial") | typed)


def written(text: str, number: int) -> MessageReceived:
    return MessageReceived(f"m{number}", NOW, account(HANDLES["al0"]), Place("local", "demo", "#a"), f"m{number}", text)


async def cases(desk: Desk) -> list[str]:
    async with desk.storage.snapshot() as tx:
        return [case.rule for case in await tx.cases.in_cohort("a") if case.rule.startswith("own.")]


async def test_a_rule_is_on_trial_first_and_opens_cases_after_a_second_press(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    assert "“The bridge” is on trial" in main(await saved(browser))
    [rule] = await rules(desk)
    assert rule.mode is OwnMode.TRIAL

    ingest = Ingest(desk.app, Plain(desk.storage, desk.clock, packs(), desk.app.lately))  # type: ignore[arg-type]
    await ingest.handle(written("see you at the old bridge", 1))
    await ingest.handle(written("see you at the old bridge club", 2))
    async with desk.storage.snapshot() as tx:
        assert await tx.facts.get(shadow_fact("a", rule.id)) == "1"
    assert await cases(desk) == []

    page = await browser.get("/rules")
    assert "Would have seen 1 message." in main(page)
    live = await browser.post("/act", data=button(page.text, "Switch it live"))
    assert "On trial it saw one message." in main(live)
    await ingest.handle(written("see you at the old bridge", 3))

    assert await cases(desk) == [rule.id]
    assert {"id-ac0 own_rule.saved a", "id-ac0 own_rule.live a"} <= set(await desk.audited())
    back = await browser.post("/act", data=button(live.text, "Take it back"))
    assert "“The bridge” is on trial" in main(back)


async def test_it_is_tried_on_its_sentences_before_it_is_saved_and_nothing_is_kept(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    form = await opened(browser)
    sentences = "I am at the old bridge\nat the old bridge club\na lovely day"
    sent = button(form.text, "Save, on trial") | BRIDGE | {"value-sentences": sentences}

    tried = await browser.post("/rules/draft", data=sent)

    assert "“I am at the old bridge”: seen by “at the old bridge”." in main(tried)
    assert "“at the old bridge club”: left alone." in main(tried)
    assert "“a lovely day”: not seen" in main(tried)
    assert await rules(desk) == []
    assert not any("bridge" in line for line in await desk.audited())
    again = await browser.post("/act", data=button(tried.text, "Save, on trial") | BRIDGE)
    assert "“The bridge” is on trial" in main(again)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phrases": "go (to the bridge", "sentences": ""}, "a bracket has no partner"),
        ({"sentences": "a lovely day"}, "should fire and does not"),
        ({"phrases": "- only this"}, "This one is needed."),
        ({"category": "weather"}, "This one is needed."),
        ({"severity": "none"}, "This one is needed."),
        ({"phrases": "Name of al0 is sad"}, "never for a person"),
        ({"phrases": "\n".join(f"word{n}" for n in range(50))}, "At most 40 lines"),
    ],
)
async def test_a_rule_that_does_not_load_changes_nothing_and_says_where(
    desk: Desk, change: dict[str, str], said: str
) -> None:
    browser = await desk.enter("ac0")

    answer = await saved(browser, **change)

    assert said in main(answer)
    assert await rules(desk) == []


async def test_a_live_rule_stays_live_while_its_next_wording_is_on_trial(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await saved(browser)
    await browser.post("/act", data=button((await browser.get("/rules")).text, "Switch it live"))
    form = await opened(browser, "Change it")

    more = {"value-phrases": "at the old bridge\nblue door", "value-sentences": ""}
    changed = await browser.post("/act", data=button(form.text, "Save, on trial") | BRIDGE | more)

    assert "the wording before it stays live" in main(changed)
    assert sorted(rule.mode for rule in await rules(desk)) == [OwnMode.LIVE, OwnMode.TRIAL]
    await browser.post("/act", data=button(changed.text, "Switch it live"))
    assert {rule.mode: rule.match for rule in await rules(desk)} == {
        OwnMode.LIVE: ("at the old bridge", "blue door"),
        OwnMode.OFF: ("at the old bridge",),
    }


async def test_of_two_who_change_the_same_rule_the_second_is_told_and_keeps_what_they_wrote(desk: Desk) -> None:
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    await saved(first)
    page, form = await second.get("/rules"), await opened(second, "Change it")
    await first.post("/act", data=button((await first.get("/rules")).text, "Switch it live"))

    told = await second.post("/act", data=button(form.text, "Save, on trial") | BRIDGE | {"value-title": "Mine"})
    pressed = await second.post("/act", data=button(page.text, "Switch it off"))

    assert "Somebody changed this rule after you opened it" in main(told)
    assert "Mine" in main(told)
    assert "so I left it alone: it is live: people hear of it now" in main(pressed)
    assert [rule.mode for rule in await rules(desk)] == [OwnMode.LIVE]


async def test_nobody_reaches_a_rule_of_another_cohort_and_mentors_none(desk: Desk) -> None:
    owner, stranger, mentor = await desk.enter("ac0"), await desk.enter("bc0"), await desk.enter("am0")
    await saved(owner, title="<script>alert(1)</script>")
    [rule] = await rules(desk)
    site = desk.web.state.site

    assert "<script>alert" not in (await owner.get("/rules")).text
    assert "alert(1)" not in (await stranger.get("/rules")).text
    for browser in (stranger, mentor):
        visitor = await site.door.visitor(browser.cookies["kith-desk"])
        for verb in ("live", "off", "edit"):
            fields = ("press", f"v1:own_rule.{verb}:{rule.id}:{rule.mark}", verb, "/")
            names = ("kind", "action", "once", "back")
            sealed = dict(zip(names, fields, strict=True)) | {"seal": site.room.seal(visitor, *fields)}
            answer = await browser.post("/act", data=sealed)
            assert "The bridge" not in answer.text
    assert await rules(desk) == [rule]
    assert await rules(desk, "b") == []


async def test_the_packs_rules_cannot_be_changed_from_the_page(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    site, shipped = desk.web.state.site, packs().rules[0].id
    visitor = await site.door.visitor(browser.cookies["kith-desk"])
    for verb in ("off", "trial", "edit"):
        fields = ("press", f"v1:own_rule.{verb}:{shipped}:x", verb, "/rules")
        sealed = dict(zip(("kind", "action", "once", "back"), fields, strict=True))
        answer = await browser.post("/act", data=sealed | {"seal": site.room.seal(visitor, *fields)})
        assert "no longer there" in main(answer)


async def test_a_cohort_has_forty_rules_at_most(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await saved(browser)
    [rule] = await rules(desk)
    async with desk.storage.transaction() as tx:
        cohort = await tx.cohorts.find("a")
        assert cohort is not None
        many = tuple(replace(rule, id=f"own.{n}") for n in range(40))
        safety = replace(cohort.plan.safety, own_rules=many)
        await tx.cohorts.save(replace(cohort, plan=replace(cohort.plan, safety=safety)))

    assert "40 rules of its own at most" in main(await saved(browser))


async def test_a_rule_that_no_longer_loads_says_so_and_takes_no_other_along(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    await saved(browser)
    [rule] = await rules(desk)
    async with desk.storage.transaction() as tx:
        cohort = await tx.cohorts.find("a")
        assert cohort is not None
        gone = replace(rule, id="own.gone", title="Of a pack that is gone", category="weather")
        safety = replace(cohort.plan.safety, own_rules=(rule, gone))
        await tx.cohorts.save(replace(cohort, plan=replace(cohort.plan, safety=safety)))

    page = main(await browser.get("/rules"))

    assert page.count("It no longer loads since the packs changed") == 1
    await desk.app.handle(written("see you at the old bridge", 9))
    async with desk.storage.snapshot() as tx:
        assert await tx.facts.get(shadow_fact("a", rule.id)) == "1"
