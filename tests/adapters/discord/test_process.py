"""`kith run` on Discord, as its own process: what people see and press is all that counts."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.process import Run, lived
from tests.doubles.discord import Discord, Seen

WORRYING = "I don't want to be here anymore"


@pytest.fixture
async def run(discord: Discord, tmp_path: Path) -> AsyncIterator[Run]:
    """A bot that is ready to run."""
    async with lived(discord, tmp_path) as ready:
        yield ready


async def newest(run: Run, who: str, words: str) -> Seen:
    """Wait for a private message with these words, and return it."""

    def found() -> Seen | None:
        return next((seen for seen in reversed(run.sees(who)) if words in seen), None)

    seen: Seen = await run.discord.until(found, within=30)
    return seen


async def test_a_day_on_discord(run: Run) -> None:
    await run.start()
    everybody = run.people

    # onboarding: the invitation, the form, the welcome
    invitation = await newest(run, "L1", "Welcome to Test cohort")
    await everybody["L1"].presses(invitation, "Start")
    form = everybody["L1"].sees().modal
    assert form is not None
    await everybody["L1"].submits(form, {form.labels[3]: "Yes, share them", form.labels[-1]: "I agree"})
    assert any("Good to have you, Name L1" in seen for seen in run.sees("L1"))

    # a check-in with one press, another by its form
    await everybody["L2"].presses(await newest(run, "L2", "Your check-in, week 1"), "Going fine")
    await everybody["L3"].presses(await newest(run, "L3", "Your check-in, week 1"), "Tell a bit more")
    form = everybody["L3"].sees().modal
    assert form is not None
    await everybody["L3"].submits(form, {form.labels[0]: "Hard right now", form.labels[1]: "loops"})
    assert run.sees("L2")[-1].is_private
    assert run.sees("L3")[-1].is_private

    # a mentor writes to a learner, who takes one of the two times
    await everybody["M1"].runs("/mentor reachout", learner="L3")
    form = everybody["M1"].sees().modal
    assert form is not None
    await everybody["M1"].submits(form, {form.labels[0]: "How are you? Shall we talk?"})
    message = await newest(run, "L3", "How are you? Shall we talk?")
    await everybody["L3"].presses(message, message.buttons[0])
    await newest(run, "M1", "Name L3")

    # a worrying sentence: help in private, and a case that a second coordinator takes
    await everybody["L2"].says(run.rooms["g1"], WORRYING)
    reply = await newest(run, "L2", "I'm the programme's bot")
    assert "You can also reach" in reply
    first, second = await on_call(run)
    await everybody[first].presses(await newest(run, first, "Nobody has it yet"), "Pass on")
    form = everybody[first].sees().modal
    assert form is not None
    await everybody[first].submits(form, {form.labels[0]: f"Name {second}"})
    await everybody[second].presses(await newest(run, second, "Nobody has it yet"), "I have it")
    assert "is yours" in run.sees(second)[-1]
    await newest(run, first, f"Name {second} has it")
    assert [str(seen) for seen in run.sees("L1", "g1") if seen.by != "Kith"] == [f"Name L2: {WORRYING}"]

    assert await run.end() == 0
    log = run.log
    assert WORRYING not in log
    assert "Shall we talk" not in log
    assert run.discord.token not in log
    assert re.search(r"INFO kith event message:\d+ MessageReceived", log)
    assert not [line for line in log.splitlines() if " ERROR " in line]


async def on_call(run: Run) -> tuple[str, str]:
    def told() -> list[str]:
        return [who for who in ("C1", "C2") if any("I have it" in seen.enabled for seen in run.sees(who))]

    [first] = await run.discord.until(told, within=30)
    return first, "C2" if first == "C1" else "C1"


async def test_a_wrong_token_ends_the_start_with_a_sentence(run: Run) -> None:
    run.is_forked = True
    run.discord.state.application.token += "x"
    await run.start(waits=False)
    run.discord.state.application.token += "y"

    assert await run.end(None) == 3
    assert "does not accept the bot's token" in run.log
