"""Logging: one line each, to standard error, without secrets, and without the words of exceptions.

A record is cleaned when it is made, so that no handler of any library ever sees more.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

log = logging.getLogger("kith")

_SECRETS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]+"  # Slack's tokens
    r"|xapp-[A-Za-z0-9-]+"
    r"|\b[A-Za-z\d_-]{23,28}\.[A-Za-z\d_-]{6,7}\.[A-Za-z\d_-]{27,}"  # Discord's
    r"|\bmfa\.[A-Za-z\d_-]{20,}"
    r"|https?://[\w.-]*(?:hooks\.slack\.com|discord(?:app)?\.com/api/(?:v\d+/)?webhooks)/[^\s\"']*"
    r"|\bkith_[A-Za-z\d]+_[A-Za-z\d_-]{20,}"  # our own, for other programs
    r"|(?<=/calendar/)[A-Za-z\d._-]{20,}"  # somebody's secret address
    r"|(?<=://)[^/@\s:]*:[^/@\s]+(?=@)"  # a user and password in an address
)
_FROM_ENVIRONMENT = re.compile(r"KITH_\w*(?:KEY|PASSWORD|TOKEN|SECRET)|PGPASSWORD")
_SHORTEST = 6
REDACTED = "[secret]"
TALKATIVE = ("apscheduler", "discord", "httpx", "httpcore", "alembic", "sqlalchemy", "aiosqlite", "uvicorn", "asyncio")
"""Libraries that tell every request with its address or even its text, or every ring of the heartbeat."""


class Redacted:
    """Takes secrets out of every record, and the words of exceptions: they may quote what people wrote."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def record(self, *made_of: Any, **more: Any) -> logging.LogRecord:
        """Make a record, cleaned."""
        record = logging.LogRecord(*made_of, **more)
        said = record.getMessage().rstrip()
        if record.name == "asyncio":  # the lines after the first show the exception with its words
            said = said.partition("\n")[0]
        record.msg, record.args = self.clean(said), None
        if record.exc_info and record.exc_info[1] is not None:
            record.msg += f": {_where(record.exc_info[1])}"
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return record

    def clean(self, text: str) -> str:
        """Return a text without secrets, in one line."""
        if self._known is not None:
            text = self._known.sub(REDACTED, text)
        return _SECRETS.sub(REDACTED, text).replace("\n", " ").replace("\r", " ")


def _where(problem: BaseException) -> str:
    frames = traceback.extract_tb(problem.__traceback__)[-6:]
    path = " < ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(problem).__name__} at {path}" if path else type(problem).__name__


class AsJson(logging.Formatter):
    """One object a line: when, how grave, who says what, and the ids it is about in fields of their own.

    Whoever logs hands those over as `extra={"about": {…}}`; they are ids, kinds and numbers, never text.
    """

    def __init__(self, redacted: Redacted) -> None:
        super().__init__()
        self._redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        about = {name: self._clean(value) for name, value in getattr(record, "about", {}).items()}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        return json.dumps(about | line, ensure_ascii=False, default=str)

    def _clean(self, value: object) -> object:
        return self._redacted.clean(value) if isinstance(value, str) else value


def set_up_logging(level: str = "info", *, as_json: bool = False) -> None:
    """Send every log line of this process to standard error, cleaned. `level` is a word of the configuration."""
    redacted = Redacted(value for name, value in os.environ.items() if _FROM_ENVIRONMENT.fullmatch(name))
    logging.setLogRecordFactory(redacted.record)
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(AsJson(redacted) if as_json else text)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    _hear_what_python_says_itself()


def _hear_what_python_says_itself() -> None:
    """Log what else would be written past the log, with its words: warnings, and what fails where nobody waits."""
    logging.captureWarnings(True)

    def in_a_thread(failed: threading.ExceptHookArgs) -> None:
        log.error("a thread failed: %s", failed.exc_type.__name__)

    def unraisable(failed: "sys.UnraisableHookArgs") -> None:
        log.error("something failed while it was cleared away: %s", failed.exc_type.__name__)

    threading.excepthook, sys.unraisablehook = in_a_thread, unraisable
