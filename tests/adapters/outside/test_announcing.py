"""The operator's own program hears that a case was opened or closed: signed, without content, until it takes it."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.outside import OutsideMessenger, Program
from bot.cards import Card
from bot.deliveries import Delivery
from bot.errors import TryLater, Undeliverable, Unknown
from tests.adapters.outside.notice import StillClock, answering, delivery, unused_port
from tests.adapters.outside.servers import Hook, serving

CLOCK = StillClock()
SECRET = "both sides know it, and it is long enough"


def opened(url: str) -> Delivery:
    return replace(delivery(url), at=CLOCK.now(), card=Card("K7Q2", kind="webhook.opened", title="spring"))


def messenger(url: str) -> OutsideMessenger:
    return OutsideMessenger(CLOCK, None, Program(url, SECRET))


async def test_it_hears_which_case_of_which_cohort_and_nothing_else() -> None:
    async with serving(hook := Hook()):
        await messenger(hook.url).send(opened(hook.url))

    [body] = hook.bodies
    assert body.pop("at").endswith("+00:00")
    assert body == {"kind": "case.opened", "case": "K7Q2", "cohort": "spring", "delivery": "d1234"}
    assert hook.headers[0]["idempotency-key"] == "d1234"


async def test_the_signature_is_of_the_moment_and_the_body() -> None:
    async with serving(hook := Hook()):
        await messenger(hook.url).send(opened(hook.url))

    seconds, mark = (part.partition("=")[2] for part in hook.headers[0]["kith-signature"].split(","))
    signed = f"{seconds}.{json.dumps(hook.bodies[0])}".encode()
    assert int(seconds) == int(CLOCK.now().timestamp())
    assert hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest() == mark


@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "404 Not Found", "410 Gone"])
async def test_a_program_that_refuses_is_asked_again_since_it_may_be_mended(status: str) -> None:
    async with serving(hook := answering(status)):
        with pytest.raises(TryLater) as refusal:
            await messenger(hook.url).send(opened(hook.url))

    assert refusal.value.after == timedelta(minutes=5)


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found"])
async def test_what_a_program_refused_for_a_day_is_given_up_and_what_is_away_is_waited_for(status: str) -> None:
    a_day_ago = CLOCK.now() - timedelta(days=1)
    async with serving(hook := answering(status)):
        with pytest.raises(Undeliverable, match=status[:3]):
            await messenger(hook.url).send(replace(opened(hook.url), at=a_day_ago))
    nowhere = f"http://127.0.0.1:{unused_port()}/"
    with pytest.raises(TryLater):
        await messenger(nowhere).send(replace(opened(nowhere), at=a_day_ago))


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
async def test_a_redirect_is_not_followed(status: str) -> None:
    async with serving(inside := Hook()), serving(hook := answering(status, f"Location: {inside.url}")):
        with pytest.raises(TryLater):
            await messenger(hook.url).send(opened(hook.url))

    assert inside.headers == []


async def test_a_program_that_is_away_or_fails_is_asked_again() -> None:
    nowhere = f"http://127.0.0.1:{unused_port()}/"
    with pytest.raises(TryLater):
        await messenger(nowhere).send(opened(nowhere))
    async with serving(hook := answering("500 Internal Server Error")):
        with pytest.raises(Unknown):
            await messenger(hook.url).send(opened(hook.url))


async def test_after_a_doubt_it_is_told_again_under_the_same_key() -> None:
    async with serving(hook := Hook()):
        told = messenger(hook.url)
        assert await told.find(opened(hook.url)) is None
        await told.send(opened(hook.url))
        await told.send(opened(hook.url))

    assert len({headers["idempotency-key"] for headers in hook.headers}) == 1


async def test_what_waits_for_an_address_that_is_no_longer_configured_is_given_up() -> None:
    for told in (messenger("https://new.example.org/"), OutsideMessenger(CLOCK)):
        with pytest.raises(Undeliverable, match="no longer the configured one"):
            await told.send(opened("https://old.example.org/"))


def test_the_secret_is_never_shown() -> None:
    assert SECRET not in repr(Program("https://example.org", SECRET))
