"""Logs carry no secret and no exception's words."""

import asyncio
import io
import logging

import pytest

from adapters.cli.logs import REDACTED, Redacted, set_up_logging

# Put together here, so that no scanner of repositories takes them for real.
SECRETS = [
    "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
    "xoxe.xoxp-" + "1-Mi0yLTEyMzQ1Njc4OTAxMi0x",
    "xapp-" + "1-A0123456789-1234567890123-abcdef0123456789",
    "MTE5ODYyMjQ4MzQ3MTkyNTI0OA." + "Cl2FMQ." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs0abcdefg",
    "https://hooks.slack.com/services/" + "T000/B000/XXXXXXXXXXXX",
    "https://discord.com/api/webhooks/" + "123456789012345678/abcdef-ABCDEF_0123456789",
    "https://discordapp.com/api/v10/webhooks/" + "123456789012345678/abcdef-ABCDEF",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_the_shapes_of_tokens_and_webhooks_are_taken_out(secret: str) -> None:
    cleaned = Redacted().clean(f"sending with {secret} failed")

    assert cleaned == f"sending with {REDACTED} failed"


def test_a_password_in_an_address_is_taken_out_and_the_host_stays() -> None:
    cleaned = Redacted().clean("cannot reach postgresql://kith:hunter2@db.example.org/kith")

    assert cleaned == f"cannot reach postgresql://{REDACTED}@db.example.org/kith"


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "delivery ab12cd34 prompt.week to 0123abcd over local, attempt 1: sent, 12 ms"

    assert Redacted().clean(line) == line


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("KITH_KEY", "the-very-key-of-this-test")
    monkeypatch.setenv("KITH_SMTP_PASSWORD", "correct horse")
    set_up_logging("info")
    return stream


def test_secrets_of_the_environment_are_taken_out(written: io.StringIO) -> None:
    logging.getLogger("x").warning("used %s and %s", "the-very-key-of-this-test", "correct horse")

    assert written.getvalue().endswith(f" WARNING x used {REDACTED} and {REDACTED}\n")


def test_an_exception_says_where_and_never_what(written: io.StringIO) -> None:
    try:
        raise ValueError("I feel awful today")
    except ValueError:
        logging.getLogger("x").exception("event e1 failed")

    line = written.getvalue()
    assert "event e1 failed: ValueError at test_logs.py:" in line
    assert "awful" not in line
    assert line.count("\n") == 1


async def test_what_the_event_loop_tells_of_a_lost_task_says_never_what(written: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError("I feel awful today")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)

    assert "Task exception was never retrieved: ValueError at" in written.getvalue()
    assert "awful" not in written.getvalue()


def test_a_message_of_many_lines_is_one_line(written: io.StringIO) -> None:
    logging.getLogger("x").error("one\ntwo\r\nthree")

    assert written.getvalue().count("\n") == 1


def test_addresses_of_requests_are_not_logged(written: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://example.org/secret")
    logging.getLogger("apscheduler.executors.default").info("Running job")

    assert written.getvalue() == ""
