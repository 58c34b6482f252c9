"""Questions, rules, policies and files on pages: changed by the core's own flows, tried without a trace, noted."""

import json
import logging
from dataclasses import replace

import pytest

from bot.app import Application
from bot.domain.cases import CaseState, Resolution
from bot.events import MessageReceived, Place
from bot.flows import all_routes
from bot.flows.safety import shadow_fact
from tests.adapters.dashboard.desk import HANDLES, Desk, button, hidden
from tests.adapters.dashboard.test_pages import main
from tests.domain.signals.bottle import pack
from tests.permissions.bottle import KEY, NOW, account

CRISIS = "I want to end my life zebra42"
NEW = {"value-theme": "Trust", "value-question": "What helped you?", "value-focus": "", "value-hint": "Think back."}


async def question(desk: Desk) -> str:
    async with desk.storage.snapshot() as tx:
        cohort = await tx.cohorts.find("a")
    assert cohort is not None
    prompt = cohort.plan.prompt(2)
    return prompt.text(cohort.plan.phase(2).name) if prompt is not None else ""


async def test_a_coordinator_writes_the_question_of_a_week_before_it_goes_out(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    page = await browser.get("/questions")
    assert "Nothing is written for this week yet" in main(page)

    form = await browser.post("/act", data=button(page.text, "Change week 2"))
    empty = await browser.post("/act", data=button(form.text, "Save") | NEW | {"value-theme": " "})
    assert "This one is needed." in main(empty)
    saved = await browser.post("/act", data=button(empty.text, "Save") | NEW)

    assert "Groups in which week 2 has not begun" in main(saved)
    assert "What helped you?" in main(await browser.get("/questions"))
    assert await question(desk) == "What helped you?"
    assert "id-ac0 question.changed a" in await desk.audited()
    back = await browser.post("/act", data=button(saved.text, "Take it back"))
    assert "reads as it did before" in main(back)
    assert await question(desk) == ""
    late = await browser.post("/act", data=button(saved.text, "Take it back") | {"once": "again"})
    assert late.status_code == 403


async def test_of_two_who_change_the_same_question_the_second_is_told_and_keeps_what_they_wrote(desk: Desk) -> None:
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    forms = []
    for browser in (first, second):
        page = (await browser.get("/questions")).text
        forms.append((await browser.post("/act", data=button(page, "Change week 2"))).text)

    await first.post("/act", data=button(forms[0], "Save") | NEW)
    told = await second.post("/act", data=button(forms[1], "Save") | NEW | {"value-question": "What was hard?"})

    assert "it is “What helped you?” now" in main(told)
    assert "What was hard?" in main(told)
    assert await question(desk) == "What helped you?"
    await second.post("/act", data=button(told.text, "Save") | NEW | {"value-question": "What was hard?"})
    assert await question(desk) == "What was hard?"


async def test_a_sentence_is_tried_on_the_rules_and_kept_nowhere(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    browser = await desk.enter("ac0")
    page = (await browser.get("/rules")).text
    with caplog.at_level(logging.DEBUG, "bot"), caplog.at_level(logging.DEBUG, "adapters"):
        found = await browser.post("/rules", data={"seal": hidden(page, "seal"), "sentence": CRISIS})
        nothing = await browser.post("/rules", data={"seal": hidden(page, "seal"), "sentence": "A lovely day"})

    assert "whoever is on call hears of it at once" in main(found)
    assert "No rule sees anything in it" in main(nothing)
    assert "zebra42" not in caplog.text
    async with desk.storage.snapshot() as tx:
        assert [case.excerpt for case in await tx.cases.in_cohort("a") if "zebra42" in case.excerpt] == []
        assert await tx.outbox.waiting(9) == []
    assert not any("zebra42" in line for line in await desk.audited())
    assert "id-ac0 desk.rules_tried a" in await desk.audited()


async def test_rules_say_how_often_they_were_right_and_count_no_case_that_is_kept_from_the_reader(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for case in await tx.cases.in_cohort("a"):
            if case.id.startswith("k-"):
                void = {
                    "version": case.version + 1,
                    "state": CaseState.VOID,
                    "closed_at": NOW,
                    "resolution": Resolution.FALSE_ALARM,
                }
                await tx.cases.save(replace(case, **void))  # type: ignore[arg-type]
    first, second = await desk.enter("ac0"), await desk.enter("ac1")

    assert "2 cases closed, 2 false alarms." in main(await first.get("/rules"))
    assert "1 case closed, 1 false alarm." in main(await second.get("/rules"))


async def test_policies_say_what_is_decided_and_lead_to_the_form_chat_has(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    page = await browser.get("/policies")

    for said in (
        "Mondays at 09:00",
        "Scanned: #group",
        "On call now",
        "Groups of 3 to 6",
        "30 days after the last day",
    ):
        assert said in main(page), said
    form = await browser.post("/act", data=button(page.text, "Change channels and what is scanned"))
    assert "channel" in main(form)


async def test_files_hold_what_reports_hold_and_taking_one_is_noted(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    figures, people = await browser.get("/files/figures.json"), await browser.get("/files/people.csv")

    told = json.loads(figures.text)
    assert told["cohort"] == "a"
    assert not any(f"Name of {handle}" in figures.text for handle in HANDLES if handle[1] == "l")
    assert people.text.splitlines()[0].startswith("id,name,role,")
    assert "Name of al0" in people.text
    assert "Name of bl0" not in people.text
    assert people.headers["content-disposition"] == 'attachment; filename="a-people.csv"'
    assert {"id-ac0 report.exported a", "id-ac0 roster.exported a"} <= set(await desk.audited())
    assert (await browser.get("/files/secrets.csv")).status_code == 404


async def test_a_rule_on_trial_is_counted_and_nobody_is_told(desk: Desk) -> None:
    on_trial = Application(desk.storage, all_routes(), desk.clock, pack("sad cat", extra='mode = "shadow"'), KEY)
    message = MessageReceived("m1", NOW, account(HANDLES["al0"]), Place("local", "demo", "#a"), "m1", "a sad cat")
    await on_trial.handle(message)
    await on_trial.handle(replace(message, id="m2"))

    async with desk.storage.snapshot() as tx:
        assert await tx.facts.get(shadow_fact("a", "crisis.test")) == "2"
        assert await tx.outbox.waiting(9) == []
