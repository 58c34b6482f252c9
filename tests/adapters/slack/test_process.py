"""`kith run` on Slack, as its own process: what people see and press is all that counts."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack.browser import browser
from tests.adapters.slack.process import Run, free_port, lived
from tests.doubles.slack import SeenForm, SeenMessage

WORRYING = "I don't want to be here anymore"


@pytest.fixture
async def run(tmp_path: Path) -> AsyncIterator[Run]:
    """A bot that is ready to run."""
    async with lived(tmp_path) as ready:
        yield ready


async def newest(run: Run, who: str, words: str) -> SeenMessage:
    """Wait for a private message with these words, and return it."""

    def found() -> SeenMessage | None:
        return next((seen for seen in reversed(run.sees(who)) if words in seen.text), None)

    seen: SeenMessage = await run.slack.until(found, within=60)
    return seen


def form(run: Run, who: str) -> SeenForm:
    seen = run.people[who].sees().form
    assert seen is not None, "no form is open"
    return seen


async def test_a_day_on_slack(run: Run) -> None:
    await run.start()
    everybody = run.people

    # onboarding: the invitation, the form, the welcome
    invitation = await newest(run, "L1", "Test cohort")
    await everybody["L1"].presses(invitation, "Start")
    labels = list(form(run, "L1").inputs)
    await everybody["L1"].submits({labels[3]: "Yes, share them", labels[-1]: "I agree"})
    assert "Good to have you, Name L1" in form(run, "L1").text

    # a check-in with one press, another by its form
    await everybody["L2"].presses(await newest(run, "L2", "Your check-in, week 1"), "Going fine")
    await run.slack.until(lambda: run.sees("L2")[-1].only_me)
    await everybody["L3"].presses(await newest(run, "L3", "Your check-in, week 1"), "Tell a bit more")
    labels = list(form(run, "L3").inputs)
    await everybody["L3"].submits({labels[0]: "Hard right now", labels[1]: "loops"})
    assert form(run, "L3").submit == ""
    await everybody["L3"].closes()

    # a mentor writes to a learner, who takes one of the two times
    await everybody["M1"].runs("/mentor reachout @l3")
    label = next(iter(form(run, "M1").inputs))
    await everybody["M1"].submits({label: "How are you? Shall we talk?"})
    message = await newest(run, "L3", "How are you? Shall we talk?")
    await everybody["L3"].presses(message, message.buttons[0])
    await newest(run, "M1", "Name L3")

    # a worrying sentence: help in private, and a case that a second coordinator takes
    await everybody["L2"].says(run.rooms["g1"], WORRYING)
    reply = await newest(run, "L2", "I'm the programme's bot")
    assert "You can also reach" in reply.text
    first, second = await on_call(run)
    await everybody[first].presses(await newest(run, first, "Nobody has it yet"), "Pass on")
    label = next(iter(form(run, first).inputs))
    await everybody[first].submits({label: f"Name {second}"})
    await everybody[second].presses(await newest(run, second, "Nobody has it yet"), "I have it")
    await newest(run, second, "is yours")
    await newest(run, first, f"Name {second} has it")
    assert [seen.text for seen in run.sees("L1", "g1") if seen.author != "kith"] == [WORRYING]

    # the App Home knows
    await everybody[second].opens_home()
    await run.slack.until(lambda: everybody[second].sees().home)
    home = everybody[second].sees().home
    assert home is not None
    assert "Name L2" in home.text

    assert await run.end() == 0
    log = run.log
    assert WORRYING not in log
    assert "Shall we talk" not in log
    assert run.team.bot_token not in log
    assert run.slack.app_token not in log
    assert re.search(r"INFO kith event message:C\w+:[\d.]+ MessageReceived", log)
    assert not [line for line in log.splitlines() if " ERROR " in line]


async def on_call(run: Run) -> tuple[str, str]:
    def told() -> list[str]:
        return [who for who in ("C1", "C2") if any("I have it" in seen.buttons for seen in run.sees(who))]

    [first] = await run.slack.until(told)
    return first, "C2" if first == "C1" else "C1"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"KITH_SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack does not accept the bot's token"),
        ({"KITH_SLACK_APP_TOKEN": "xapp-wrong"}, "Slack does not accept the app-level token"),
        ({"KITH_SLACK_APP_TOKEN": ""}, "KITH_SLACK_APP_TOKEN is not set"),
        ({"KITH_SLACK_BOT_TOKEN": "xapp-1-A1-x"}, "KITH_SLACK_BOT_TOKEN does not begin with xoxb-"),
    ],
)
async def test_a_bad_token_ends_the_start_with_a_sentence(run: Run, changed: dict[str, str], said: str) -> None:
    run.is_forked = True
    await run.start(waits=False, **changed)

    assert await run.end(None) == 3
    assert said in run.log


async def test_over_http_a_workspace_installs_the_app_and_is_looked_after(tmp_path: Path) -> None:
    port = free_port()
    async with lived(tmp_path, port) as run, browser(lambda: f"http://127.0.0.1:{port}") as visitor:
        run.is_forked = True
        await run.start()
        assert (await visitor.installs(run.team)).status_code == 200
        await run.people["L2"].says(run.rooms["g1"], WORRYING)
        await newest(run, "L2", "I'm the programme's bot")
        assert await run.end() == 0

    secrets = (run.team.bot_token, run.slack.app.signing_secret, run.slack.app.client_secret)
    assert [secret for secret in (*secrets, WORRYING) if secret in run.log] == []
    assert not [line for line in run.log.splitlines() if " ERROR " in line]
