"""The outside contact's webhook, against a real web server on loopback."""

from datetime import timedelta

import pytest

from bot.errors import TryLater, Undeliverable, Unknown
from tests.adapters.outside.notice import TEXT, answering, delivery, messenger, unused_port
from tests.adapters.outside.servers import Hook, serving


async def test_a_webhook_is_told_that_a_case_waits_and_nothing_else() -> None:
    async with serving(hook := Hook()):
        remote_id = await messenger().send(delivery(hook.url))

    assert remote_id == "d1234"
    assert hook.bodies == [
        {"kind": "case.waiting", "text": "Case K7Q2 is waiting and nobody has taken it.", "delivery": "d1234"}
    ]
    assert hook.headers[0]["request"] == "POST /hooks/kith HTTP/1.1"
    assert hook.headers[0]["idempotency-key"] == "d1234"
    assert set(hook.headers[0]) == {
        *("request", "host", "accept", "accept-encoding", "connection", "content-type", "content-length"),
        *("user-agent", "idempotency-key"),
    }


async def test_a_repeat_carries_the_same_key() -> None:
    async with serving(hook := Hook()):
        await messenger().send(delivery(hook.url))
        await messenger().send(delivery(hook.url, TEXT + " (You may have had this message before.)"))

    assert [headers["idempotency-key"] for headers in hook.headers] == ["d1234", "d1234"]


@pytest.mark.parametrize("status", ["400 Bad Request", "403 Forbidden", "404 Not Found", "410 Gone", "301 Moved"])
async def test_a_webhook_that_refuses_for_good_is_undeliverable(status: str) -> None:
    async with serving(hook := answering(status)):
        with pytest.raises(Undeliverable, match=f"the webhook answered {status[:3]}"):
            await messenger().send(delivery(hook.url))


@pytest.mark.parametrize(
    ("header", "after"),
    [
        ("Retry-After: 7", timedelta(seconds=7)),
        ("Retry-After: Thu, 26 Mar 2026 04:55:20 GMT", timedelta(seconds=20)),
        ("Retry-After: 0", timedelta(seconds=1)),
        ("Retry-After: 99999999999999", timedelta(minutes=5)),
        ("Retry-After: Thu, 26 Mar 2026 03:00:00 GMT", timedelta(seconds=1)),
        ("Retry-After: soon", None),
        ("X-Nothing: here", None),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "408 Request Timeout"])
async def test_a_webhook_that_asks_to_wait_is_waited_for(status: str, header: str, after: timedelta | None) -> None:
    async with serving(hook := answering(status, header)):
        with pytest.raises(TryLater) as refusal:
            await messenger().send(delivery(hook.url))

    assert refusal.value.after == after


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Unavailable", "504 Timeout"])
async def test_a_broken_webhook_may_have_stored_it(status: str) -> None:
    async with serving(hook := answering(status, "Retry-After: 7")):
        with pytest.raises(Unknown):
            await messenger().send(delivery(hook.url))


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 2", b"what?\r\n\r\n"])
async def test_an_answer_that_is_missing_cut_or_nonsense_leaves_doubt(answer: bytes | None) -> None:
    async with serving(hook := Hook(answer)):
        with pytest.raises(Unknown):
            await messenger().send(delivery(hook.url))

    assert len(hook.bodies) == 1


async def test_a_webhook_that_cannot_be_reached_has_surely_not_got_it() -> None:
    with pytest.raises(TryLater):
        await messenger().send(delivery(f"http://127.0.0.1:{unused_port()}/"))


@pytest.mark.usefixtures("_impatient")
async def test_a_failed_handshake_is_before_anything_was_sent() -> None:
    async with serving(hook := Hook()):
        with pytest.raises(TryLater):
            await messenger().send(delivery(hook.url.replace("http:", "https:")))

    assert hook.bodies == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/hook",
        "http://localhost.example.org/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "",
        "pager",
    ],
)
async def test_an_address_that_is_not_for_this_is_refused(address: str) -> None:
    with pytest.raises(Undeliverable):
        await messenger().send(delivery(address))
