"""The outside contact's messenger against a real web server and a real mail server on loopback."""

import asyncio
import contextlib
import email
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.outside import MailServer, OutsideMessenger, mail, webhook
from adapters.outside.sign_of_life import show_life
from bot.cards import Card
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Delivery, DeliveryState, Target, TargetKind
from tests.adapters.outside_servers import Hook, Post, serving

NOW = datetime(2026, 3, 26, 4, 55, tzinfo=UTC)
TEXT = "Case **K7Q2** is waiting and nobody has taken it."


class StillClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (mail, webhook):
        monkeypatch.setattr(module, "WITHIN", 0.5)
        monkeypatch.setattr(module, "CONNECT_WITHIN", 0.25)
    monkeypatch.setattr(mail, "GOODBYE_WITHIN", 0.1)


def delivery(address: str, text: str = TEXT, **changes: Any) -> Delivery:
    return Delivery(
        id="d1234",
        seq=1,
        key="e:case:outside:1",
        lane="outside",
        urgency=Urgency.ESCALATION,
        target=Target(TargetKind.OUTSIDE, "outside", "", address),
        card=Card(text, kind="case.outside"),
        state=DeliveryState.SENDING,
        at=NOW,
        next_at=NOW,
        recipient_id="cohort",
        **changes,
    )


def messenger(post: Post | None = None) -> OutsideMessenger:
    server = MailServer("127.0.0.1", post.port, "kith@example.org") if post is not None else None
    return OutsideMessenger(StillClock(), server)


def answering(status: str, *headers: str) -> Hook:
    return Hook("\r\n".join([f"HTTP/1.1 {status}", "Content-Length: 0", *headers, "", ""]).encode())


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# --- webhooks --------------------------------------------------------------------------------------------------------


async def test_a_webhook_is_told_that_a_case_waits_and_nothing_else() -> None:
    async with serving(hook := Hook()):
        remote_id = await messenger().send(delivery(hook.url))

    assert remote_id == "d1234"
    assert hook.bodies == [
        {"kind": "case.waiting", "text": "Case K7Q2 is waiting and nobody has taken it.", "delivery": "d1234"}
    ]
    assert hook.headers[0]["request"] == "POST /hooks/kith HTTP/1.1"
    assert hook.headers[0]["idempotency-key"] == "d1234"


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


# --- mail ------------------------------------------------------------------------------------------------------------


async def test_a_mail_says_that_a_case_waits_and_nothing_else() -> None:
    async with serving(post := Post()):
        remote_id = await messenger(post).send(delivery("mailto:duty@example.org,second%40example.org"))

    assert remote_id == "d1234"
    assert post.commands[1:5] == [
        "MAIL FROM:<kith@example.org>",
        "RCPT TO:<duty@example.org>",
        "RCPT TO:<second@example.org>",
        "DATA",
    ]
    [sent] = [email.message_from_string(text.removesuffix("\r\n.\r\n")) for text in post.mails]
    assert sent["Subject"] == "Kith: a case is waiting"
    assert sent["To"] == "duty@example.org, second@example.org"
    assert sent["Message-ID"] == "<d1234@kith.invalid>"
    assert sent["Date"] == "Thu, 26 Mar 2026 04:55:00 +0000"
    assert str(sent.get_payload()).strip() == "Case K7Q2 is waiting and nobody has taken it."


async def test_a_text_cannot_add_a_header_or_end_the_mail_early() -> None:
    async with serving(post := Post()):
        await messenger(post).send(delivery("mailto:duty@example.org", "one\n.\nBcc: all@example.org"))

    [sent] = [email.message_from_string(text.removesuffix("\r\n.\r\n")) for text in post.mails]
    assert sent["Bcc"] is None
    assert str(sent.get_payload()).split() == ["one", "..", "Bcc:", "all@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "mailto:",
        "mailto:nobody",
        "mailto:a@",
        "mailto:@example.org",
        "mailto:a@example.org%0D%0ARCPT TO:<b@example.org>",
        "mailto:a@example.org,",
        "mailto:ä@example.org",
    ],
)
async def test_a_mail_address_that_is_none_is_refused(address: str) -> None:
    async with serving(post := Post()):
        with pytest.raises(Undeliverable):
            await messenger(post).send(delivery(address))

    assert post.commands == []


@pytest.mark.parametrize("word", ["RCPT", "DATA", "TEXT"])
@pytest.mark.parametrize(("answer", "refusal"), [("550 no such person", Undeliverable), ("451 later", TryLater)])
async def test_a_mail_server_that_says_no_is_believed(word: str, answer: str, refusal: type[Exception]) -> None:
    async with serving(post := Post({word: answer})):
        with pytest.raises(refusal, match=answer[:3]):
            await messenger(post).send(delivery("mailto:duty@example.org"))


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("answer", ["554 go away", "421 busy", "", None])
@pytest.mark.parametrize("word", ["GREETING", "MAIL"])
async def test_before_the_text_a_mail_has_surely_not_left(word: str, answer: str | None) -> None:
    async with serving(post := Post({word: answer})):
        with pytest.raises(TryLater):
            await messenger(post).send(delivery("mailto:duty@example.org"))

    assert post.mails == []


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("answer", ["", None])
async def test_after_the_text_silence_leaves_doubt(answer: str | None) -> None:
    async with serving(post := Post({"TEXT": answer})):
        with pytest.raises(Unknown):
            await messenger(post).send(delivery("mailto:duty@example.org"))

    assert len(post.mails) == 1


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("answer", ["500 what?", "", None])
async def test_a_goodbye_that_fails_changes_nothing(answer: str | None) -> None:
    async with asyncio.timeout(3), serving(post := Post({"QUIT": answer})):
        assert await messenger(post).send(delivery("mailto:duty@example.org")) == "d1234"


async def test_a_mail_server_that_cannot_be_reached_is_tried_again() -> None:
    with pytest.raises(TryLater):
        await messenger(Post(port=unused_port())).send(delivery("mailto:duty@example.org"))


async def test_without_a_mail_server_mail_waits() -> None:
    with pytest.raises(TryLater, match="no mail server is configured"):
        await messenger().send(delivery("mailto:duty@example.org"))


def test_a_password_crosses_no_network_in_the_clear() -> None:
    elsewhere = MailServer("mail.example.org", 587, "kith@example.org", user="kith", password="secret")

    assert mail._client(elsewhere)._start_tls_on_connect is True
    assert "secret" not in repr(elsewhere)


# --- both ------------------------------------------------------------------------------------------------------------


async def test_whether_an_earlier_attempt_arrived_stays_open() -> None:
    with pytest.raises(TryLater):
        await messenger().find(delivery("mailto:duty@example.org"))
    assert messenger().settle == timedelta(seconds=30)


async def test_what_was_sent_is_not_sent_again_to_change_it() -> None:
    async with serving(hook := Hook()):
        change = delivery(hook.url, revises="d0", revised_remote_id="d0")
        assert await messenger().send(change) == "d0"

    assert hook.bodies == []


# --- signs of life ---------------------------------------------------------------------------------------------------


async def life(url: str, is_well: bool, seconds: float = 0.15) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(show_life(url, lambda: is_well, every=0.02), seconds)


async def test_a_sign_of_life_goes_out_while_all_is_well_and_stays_away_otherwise() -> None:
    async with serving(hook := Hook()):
        await life(hook.url, is_well=True, seconds=1)
        while_well = len(hook.headers)
        await life(hook.url, is_well=False)

    assert while_well >= 2
    assert len(hook.headers) == while_well
    assert hook.headers[0]["request"].startswith("GET ")


async def test_a_service_that_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    await life(f"http://127.0.0.1:{unused_port()}/secret", is_well=True, seconds=1)

    assert [record.getMessage() for record in caplog.records if record.name.startswith("adapters")] == [
        "the service for signs of life cannot be reached"
    ]
