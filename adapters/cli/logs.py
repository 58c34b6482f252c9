"""Logging: one line each, to standard error, without secrets, and without the words of exceptions."""

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable

_SECRETS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]+"  # Slack's tokens
    r"|xapp-[A-Za-z0-9-]+"
    r"|\b[A-Za-z\d_-]{23,28}\.[A-Za-z\d_-]{6,7}\.[A-Za-z\d_-]{27,}"  # Discord's
    r"|\bmfa\.[A-Za-z\d_-]{20,}"
    r"|https?://[\w.-]*(?:hooks\.slack\.com|discord(?:app)?\.com/api/(?:v\d+/)?webhooks)/[^\s\"']*"
    r"|(?<=://)[^/@\s:]*:[^/@\s]+(?=@)"  # a user and password in an address
)
_FROM_ENVIRONMENT = re.compile(r"KITH_\w*(?:KEY|PASSWORD|TOKEN|SECRET)|PGPASSWORD")
_SHORTEST = 6
REDACTED = "[secret]"
TALKATIVE = ("apscheduler", "discord", "httpx", "httpcore", "alembic", "sqlalchemy", "aiosqlite", "uvicorn", "asyncio")
"""Libraries that tell every request with its address or even its text, or every ring of the heartbeat."""


class Redacted(logging.Filter):
    """Takes secrets out of every record, and the words of exceptions: they may quote what people wrote."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, cleaned."""
        said = record.getMessage()
        if record.name == "asyncio":  # the lines after the first show the exception with its words
            said = said.partition("\n")[0]
        record.msg, record.args = self.clean(said), None
        if record.exc_info and record.exc_info[1] is not None:
            record.msg += f": {_where(record.exc_info[1])}"
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return True

    def clean(self, text: str) -> str:
        """Return a text without secrets, in one line."""
        if self._known is not None:
            text = self._known.sub(REDACTED, text)
        return _SECRETS.sub(REDACTED, text).replace("\n", " ").replace("\r", " ")


def _where(problem: BaseException) -> str:
    frames = traceback.extract_tb(problem.__traceback__)[-6:]
    path = " < ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(problem).__name__} at {path}" if path else type(problem).__name__


def set_up_logging(level: str = "info") -> None:
    """Send every log line of this process to standard error, cleaned. `level` is a word of the configuration."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    secrets = (value for name, value in os.environ.items() if _FROM_ENVIRONMENT.fullmatch(name))
    handler.addFilter(Redacted(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
