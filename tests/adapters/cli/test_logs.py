"""Logs carry no secret and no exception's words."""

import asyncio
import io
import json
import logging
import threading
import warnings
from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.cli.logs import REDACTED, Redacted, set_up_logging
from adapters.listening import Guest, listening_on

# Put together here, so that no scanner of repositories takes them for real.
SECRETS = [
    "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
    "xoxe.xoxp-" + "1-Mi0yLTEyMzQ1Njc4OTAxMi0x",
    "xapp-" + "1-A0123456789-1234567890123-abcdef0123456789",
    "MTE5ODYyMjQ4MzQ3MTkyNTI0OA." + "Cl2FMQ." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs0abcdefg",
    "https://hooks.slack.com/services/" + "T000/B000/XXXXXXXXXXXX",
    "https://discord.com/api/webhooks/" + "123456789012345678/abcdef-ABCDEF_0123456789",
    "https://discordapp.com/api/v10/webhooks/" + "123456789012345678/abcdef-ABCDEF",
    "kith_moodle_" + "AbCdEfGhIjKlMnOpQrStUvWxYz012345",
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


def _begun(monkeypatch: pytest.MonkeyPatch, *, as_json: bool = False) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("KITH_KEY", "the-very-key-of-this-test")
    monkeypatch.setenv("KITH_SMTP_PASSWORD", "correct horse")
    set_up_logging("info", as_json=as_json)
    return stream


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    return _begun(monkeypatch)


@pytest.fixture
def written_as_json(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    return _begun(monkeypatch, as_json=True)


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


# --- wherever a token or somebody's words turn up, no handler sees them ----------------------------------------------

WORDS, TOKEN = "I feel awful today", SECRETS[0]


def by_a_chain() -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as problem:
            raise RuntimeError(f"{TOKEN} {WORDS}") from problem
    except RuntimeError:
        logging.getLogger("slack_sdk.web").exception("could not post")


def by_a_thread() -> None:
    def fail() -> None:
        raise RuntimeError(f"{TOKEN} {WORDS}")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def by_what_is_cleared_away() -> None:
    class Fails:
        def __del__(self) -> None:
            raise RuntimeError(f"{TOKEN} {WORDS}")

    Fails()


def by_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"sent with {TOKEN}", UserWarning, stacklevel=1)


def by_an_argument() -> None:
    logging.getLogger("discord.http").warning("%s was refused", {"authorization": TOKEN})


PLANTS = [by_a_chain, by_a_thread, by_what_is_cleared_away, by_a_warning, by_an_argument]


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("kind", ["written", "written_as_json"])
def test_no_handler_sees_a_token_or_the_words_of_an_exception(
    plant: Callable[[], None], kind: str, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    written = request.getfixturevalue(kind)
    theirs = io.StringIO()  # what a library set up for itself
    library = logging.StreamHandler(theirs)
    logging.getLogger().addHandler(library)

    plant()

    everything = written.getvalue() + theirs.getvalue() + "".join(capsys.readouterr())
    assert written.getvalue().count("\n") == theirs.getvalue().count("\n") == 1
    assert TOKEN not in everything
    assert WORDS not in everything


async def test_what_a_page_fails_with_is_told_by_the_server_without_its_words(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails(_request: Request) -> Response:
        raise RuntimeError(f"{TOKEN} {WORDS}")

    guest = Guest(Starlette(routes=[Route("/", fails)]), lifespan="off")
    async with guest.running(listening_on("127.0.0.1", 0)) as url, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(url)

    everything = written.getvalue() + "".join(capsys.readouterr())
    assert answer.status_code == 500
    assert "ERROR uvicorn.error Exception in ASGI application: RuntimeError at" in everything
    assert TOKEN not in everything
    assert WORDS not in everything


def test_as_json_every_line_is_an_object_with_its_ids_in_fields(written_as_json: io.StringIO) -> None:
    about = {"event": "e1", "by": "L1", "ms": 3, "odd": TOKEN}
    logging.getLogger("kith").info("event %s by %s\nof two lines", "e1", "L1", extra={"about": about})

    line = json.loads(written_as_json.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "kith",
        "message": "event e1 by L1 of two lines",
        "event": "e1",
        "by": "L1",
        "ms": 3,
        "odd": REDACTED,
    }
