"""Who may bring something in: a file of tokens' digests, which `kith token` writes while the bot reads it.

A file and no table: an SQLite database is the running bot's alone, and a token must be revocable at any moment.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from bot.errors import BadInput, EnvironmentProblem, Fault

_NAME: Final = re.compile(r"[a-z][a-z0-9]{1,30}")
_TOKEN: Final = re.compile(r"kith_(?P<name>[a-z][a-z0-9]{1,30})_[A-Za-z0-9_-]{43}")


class Scope(StrEnum):
    """What a token is good for."""

    PROGRESS = "progress"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Token:
    """One program's way in. `digest` is all that is kept of it; `cohort` is the handle of the one it is for."""

    name: str
    cohort: str
    scopes: tuple[Scope, ...]
    digest: str
    created_at: datetime
    revoked_at: datetime | None = None

    @property
    def source(self) -> str:
        """What the audit log calls whoever comes with it."""
        return f"token:{self.name}"


class TokenFile:
    """The file. Every look reads it anew where it has changed, so that what is revoked is out at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """Return all of them, the revoked ones too; BadInput where the file cannot be read."""
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return ()
        seen = (now.st_mtime_ns, now.st_size, now.st_ino)
        if seen != self._seen:
            self._tokens, self._seen = self._read(), seen
        return self._tokens

    def content(self) -> bytes:
        """Return what is in the file, b"" where it is not there: no token can be read in it."""
        try:
            return self.path.read_bytes()
        except OSError:
            return b""

    def holder(self, text: str) -> Token | None:
        """Return whose token this is; None for one that is not, or no longer, good."""
        found = _TOKEN.fullmatch(text)
        digest = _digest(text)
        for token in self.tokens():
            is_it = hmac.compare_digest(token.digest, digest)
            if found is not None and is_it and token.name == found["name"] and token.revoked_at is None:
                return token
        return None

    def create(self, name: str, cohort: str, scopes: Sequence[Scope], now: datetime) -> str:
        """Add a token and return it: nobody can be shown it again. KithError for a name that is taken or is none."""
        if not _NAME.fullmatch(name):
            raise self._fault(name, "is no name for a token.", "Write 2 to 31 small letters and digits, like moodle.")
        others = self.tokens()
        if any(token.name == name and token.revoked_at is None for token in others):
            raise self._fault(name, "is there already.", f"Take another name, or first: kith token revoke {name}")
        text = f"kith_{name}_{secrets.token_urlsafe(32)}"
        self._write([*others, Token(name, cohort, tuple(sorted(set(scopes))), _digest(text), now)])
        return text

    def revoke(self, name: str, now: datetime) -> None:
        """End a token; KithError where there is none of that name."""
        tokens = self.tokens()
        if not any(token.name == name and token.revoked_at is None for token in tokens):
            raise self._fault(name, "is no token that is in use.", "`kith token list` shows them.")
        self._write([_ended(token, now) if token.name == name else token for token in tokens])

    def _fault(self, name: str, problem: str, remedy: str) -> BadInput:
        return BadInput([Fault(str(self.path), 0, name, problem, remedy)])

    def _read(self) -> tuple[Token, ...]:
        try:
            return tuple(_token(each) for each in json.loads(self.path.read_text(encoding="utf-8"))["tokens"])
        except (OSError, ValueError, KeyError, TypeError):
            remedy = "Put a copy of it back, or move it away and create the tokens anew."
            raise BadInput([Fault(str(self.path), 0, "", "is no file that `kith token` wrote.", remedy)]) from None

    def _write(self, tokens: Sequence[Token]) -> None:
        """Put the new file in the place of the old one, whole or not at all."""
        arriving = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        text = json.dumps({"tokens": [asdict(token) for token in tokens]}, indent=1, default=datetime.isoformat)
        try:
            with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if self.path.exists():  # the bot may run under another account than whoever calls `kith token`
                kept = self.path.stat()
                os.chmod(arriving, kept.st_mode & 0o777)
                if os.geteuid() == 0:
                    os.chown(arriving, kept.st_uid, kept.st_gid)
            os.replace(arriving, self.path)
        except OSError as problem:
            arriving.unlink(missing_ok=True)
            raise EnvironmentProblem(
                f"{self.path} cannot be written: {problem.strerror}. Nothing was changed."
            ) from None


def _digest(text: str) -> str:
    """A plain digest is enough: 256 bits from the system's generator are not guessed."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _ended(token: Token, now: datetime) -> Token:
    return token if token.revoked_at is not None else replace(token, revoked_at=now)


def _token(read: Any) -> Token:
    revoked_at = read["revoked_at"]
    return Token(
        str(read["name"]),
        str(read["cohort"]),
        tuple(Scope(scope) for scope in read["scopes"]),
        str(read["digest"]),
        datetime.fromisoformat(read["created_at"]),
        datetime.fromisoformat(revoked_at) if revoked_at is not None else None,
    )
