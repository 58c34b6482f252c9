"""HTTP mode: Slack is believed, nobody else is; the same listeners do the same as in Socket Mode."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from adapters.slack.bot import SlackBot, Surroundings
from bot.effects import Reply
from bot.errors import EnvironmentProblem
from bot.events import CommandInvoked, Event, FormSubmitted, MessageReceived
from bot.wording.common import went_wrong
from tests.adapters.slack.office import START, Office
from tests.doubles.slack.post import Fate
from tests.doubles.slack.signed import Letter


def letter(office: Office, text: str = "hello") -> Letter:
    """A message of L1's to the group, as Slack writes it, before it is sent."""
    return office.slack.http.letter(office.slack.events.message(office.people["L1"], office.rooms["g1"], text))


def said(office: Office) -> list[str]:
    return [event.text for event in office.core.heard if isinstance(event, MessageReceived)]


async def test_slack_finds_that_the_address_is_the_apps(served: Office) -> None:
    assert await served.slack.http.verify_url()


async def test_messages_commands_and_forms_do_what_they_do_in_socket_mode(served: Office) -> None:
    ada = served.people["M1"]

    await ada.says(served.rooms["g1"], "hi <b>")
    await ada.runs("/mentor reachout @l1")
    form = ada.sees().form
    assert form is not None
    await ada.submits({next(iter(form.inputs)): "How are you?"})
    await served.settled()

    kinds = [type(event) for event in served.core.heard]
    assert kinds == [MessageReceived, CommandInvoked, FormSubmitted]
    assert said(served) == ["hi <b>"]
    assert ada.sees().troubles == []
    assert {sent.receipt.fate for sent in served.slack.post.sent if sent.receipt} == {Fate.ACKNOWLEDGED}


async def test_what_slack_did_not_sign_just_now_is_refused_without_a_word(served: Office) -> None:
    now, secret = int(served.clock.now().timestamp()), served.slack.app.signing_secret
    tampered, unsigned, half = letter(served), letter(served), letter(served)
    tampered.body = tampered.body.replace(b"hello", b"hallo")
    unsigned.signature, half.signature = "", half.signature[:40]
    strange = letter(served)
    strange.signature = "v0=" + "é" * 64
    undated, binary = letter(served), letter(served)
    undated.timestamp = ""
    binary.body = b"\xff\xfe"
    forged = [tampered, unsigned, half, strange, undated, binary, letter(served).signed("another secret")]
    times = (now - 301, now + 301, "yesterday", "-1", "1e9", "٣", f"{now}.5", "9" * 5000)
    forged += [dated(served, str(time)).signed(secret) for time in times]

    answers = [await served.slack.http.post(each) for each in forged]

    assert [(status, body) for status, _, body in answers] == [(401, b"")] * len(forged)
    assert len({frozenset(set(headers) - {"Date"}) for _, headers, _ in answers}) == 1
    assert said(served) == []


def dated(office: Office, timestamp: str) -> Letter:
    return replace(letter(office), timestamp=timestamp)


@pytest.mark.parametrize("seconds", [-300, 300])
async def test_five_minutes_either_way_are_believed(served: Office, seconds: int) -> None:
    near = dated(served, str(int(served.clock.now().timestamp()) + seconds)).signed(served.slack.app.signing_secret)

    assert (await served.slack.http.post(near))[0] == 200
    assert said(served) == ["hello"]


async def test_the_very_same_request_is_refused_the_second_time(served: Office) -> None:
    stolen = letter(served)

    assert [(await served.slack.http.post(stolen))[0] for _ in range(3)] == [200, 401, 401]
    assert said(served) == ["hello"]


async def test_a_request_that_is_far_too_long_is_not_even_read(served: Office) -> None:
    long = replace(letter(served), body=b"x" * 1_001_000).signed(served.slack.app.signing_secret)

    assert (await served.slack.http.post(long))[0] == 401


async def test_what_is_signed_and_still_makes_no_sense_is_refused(served: Office) -> None:
    nonsense = replace(letter(served), body=b"{").signed(served.slack.app.signing_secret)

    assert (await served.slack.http.post(nonsense))[0] == 400


async def test_nothing_but_slacks_address_is_there(served: Office) -> None:
    root = served.slack.app.request_url.removesuffix("/slack/events")
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{root}/slack/events")).status_code == 405
        assert (await client.get(f"{root}/")).status_code == 404


async def test_what_could_not_be_stored_is_not_acknowledged_and_comes_again(served: Office) -> None:
    failures = [2]
    handle = served.core.handle

    async def failing(event: Event) -> list[Reply]:
        if failures[0]:
            failures[0] -= 1
            return [Reply(went_wrong("abc"))]
        return await handle(event)

    served.core.handle = failing  # type: ignore[method-assign]
    await served.people["L1"].says(served.rooms["g1"], "hello")
    for _ in range(3):
        await served.passes(minutes=2)

    fates = [sent.receipt.reason or sent.receipt.fate.name for sent in served.slack.post.sent if sent.receipt]
    assert fates == ["http_error", "http_error", "ACKNOWLEDGED"]
    assert said(served) == ["hello"]


async def test_what_slack_tells_again_is_heard_once(served: Office) -> None:
    await served.people["L1"].says(served.rooms["g1"], "hello")
    await served.passes(seconds=60)

    receipt = await served.slack.post.repeat()

    assert receipt.is_good
    async with served.house.storage.snapshot() as tx:
        [member] = await tx.members.of_account(served.account("L1"))
        assert await tx.participations.of_member(member.id, START - timedelta(days=1)) == 1


async def test_what_was_said_while_the_bot_was_away_is_heard_afterwards(served: Office) -> None:
    await served.stop()
    await served.people["L1"].says(served.rooms["g1"], "hello")
    await served.start()

    await served.passes(minutes=2)

    assert said(served) == ["hello"]


async def test_a_port_that_is_taken_is_a_sentence(served: Office) -> None:
    assert served.bot.serving is not None
    port = int(served.bot.serving.url.rpartition(":")[2])
    keys = served.keys()
    assert keys.door is not None
    taken = replace(keys, door=replace(keys.door, port=port))
    second = SlackBot(taken, Surroundings(served.core, served.house.storage, served.clock))

    with pytest.raises(EnvironmentProblem, match=f"Port {port} is in use"):
        async with second.at_work():
            await asyncio.sleep(5)


async def test_the_signing_secret_is_never_shown(served: Office) -> None:
    assert served.slack.app.signing_secret not in repr(served.keys())
    assert served.slack.app.client_secret not in repr(served.keys())
