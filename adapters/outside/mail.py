"""One e-mail without content, and what the mail server's answers mean for the delivery."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_LINES
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.errors import TryLater, Undeliverable, Unknown
from bot.markup import plain
from bot.ports import Delivery
from bot.wording import surface

CONNECT_WITHIN = 5.0
WITHIN = 7.0
"""Seconds around all that comes before the text, and again around handing it over."""
GOODBYE_WITHIN = 1.0
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `tls`: from the first byte; else STARTTLS where it is offered, always before a login."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False


async def send_mail(server: MailServer, address: str, delivery: Delivery, now: datetime) -> None:
    """Hand in one mail; every end but "accepted" is raised as one of the three refusals.

    Until its text is handed over a mail has certainly not left; while the text is, nobody can tell.
    """
    people = _recipients(address)
    message = _written(server.sender, people, delivery, now)
    smtp = _client(server)
    try:
        await _agree(smtp, server.sender, people)
        await _hand_over(smtp, message.as_bytes(policy=SMTP_LINES))
        with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):  # accepted is accepted, goodbye or not
            await smtp.quit(timeout=GOODBYE_WITHIN)
    finally:
        smtp.close()


def _client(server: MailServer) -> aiosmtplib.SMTP:
    is_here = server.host in LOOPBACK
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user or None,
        password=server.password or None,
        use_tls=server.tls,
        start_tls=None if server.tls else _start_tls(is_here=is_here, has_login=bool(server.user)),
        timeout=CONNECT_WITHIN,
        local_hostname="kith.invalid",
    )


def _start_tls(*, is_here: bool, has_login: bool) -> bool | None:
    """A password never crosses a network in the clear; on this machine nothing does, certificates there seldom hold."""
    if is_here:
        return False
    return True if has_login else None


async def _agree(smtp: aiosmtplib.SMTP, sender: str, recipients: list[str]) -> None:
    """Everything before the text: greeting, TLS, login, sender, recipients. Only a recipient is refused for good."""
    try:
        async with asyncio.timeout(WITHIN):
            await smtp.connect()
            await smtp.mail(sender)
            for recipient in recipients:
                await smtp.rcpt(recipient)
    except aiosmtplib.SMTPRecipientRefused as answer:
        raise _refusal(answer) from None
    except aiosmtplib.SMTPResponseException as answer:
        raise TryLater(f"the mail server answered {answer.code}") from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
        raise TryLater(f"the mail server cannot be reached ({type(problem).__name__})") from None


async def _hand_over(smtp: aiosmtplib.SMTP, message: bytes) -> None:
    try:
        async with asyncio.timeout(WITHIN):
            await smtp.data(message)
    except aiosmtplib.SMTPResponseException as answer:
        raise _refusal(answer) from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
        raise Unknown(f"the mail server gave no answer to the text ({type(problem).__name__})") from None


def _refusal(answer: aiosmtplib.SMTPResponseException) -> TryLater | Undeliverable:
    """4xx is for now, 5xx for good; only the code is told, since servers quote addresses in their sentences."""
    if 500 <= answer.code < 600:
        return Undeliverable(f"the mail server answered {answer.code}")
    return TryLater(f"the mail server answered {answer.code}")


def _recipients(address: str) -> list[str]:
    """Read a `mailto:` address; nothing but plain addresses separated by commas is taken from it."""
    people = [unquote(part).strip() for part in urlsplit(address).path.split(",")]
    if not all(_is_plain(person) for person in people):
        raise Undeliverable("the outside contact's mail address cannot be used")
    return people


def _is_plain(address: str) -> bool:
    local, at, host = address.rpartition("@")
    return bool(local and at and host) and address.isascii() and address.isprintable() and " " not in address


def _written(sender: str, recipients: list[str], delivery: Delivery, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = surface.subject(delivery.card)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{delivery.id}@kith.invalid>"  # the same for a repeat: mail programs show it once
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain(delivery.card.text))
    return message
