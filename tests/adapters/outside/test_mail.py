"""The outside contact's mail, against a real mail server on loopback."""

import asyncio
import email

import pytest

from adapters.outside import MailServer, mail
from bot.errors import TryLater, Undeliverable, Unknown
from tests.adapters.outside.notice import delivery, messenger, unused_port
from tests.adapters.outside.servers import Post, serving


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
    assert {name.lower() for name in sent} == {
        *("from", "to", "subject", "date", "message-id", "auto-submitted"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }
    assert sent["From"] == "kith@example.org"
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
