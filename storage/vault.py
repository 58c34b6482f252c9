"""Personal text at rest: AES-GCM under a key per member, case or cohort, wrapped by a key that comes from KITH_KEY.

Deleting somebody's row in `keys` is the erasure: what was sealed with it reads as "" from then on, in every backup
that honours the deletion too. Nothing is remembered beyond one transaction, so nothing survives it.

What waits for delivery is about several people at once, so it has one key, which comes from KITH_KEY too: it is looked
through and emptied, not forgotten.
"""

import os
from binascii import a2b_base64, b2a_base64
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, select

from bot.errors import EnvironmentProblem
from storage.formats import SPEAKS
from storage.schema import keys
from storage.session import Session, unless_there
from storage.types import storable

_NONCE = 12
_SHORTEST_KEY = 16
_CHECK = b"kith"
_FIND = select(keys.c.wrapped).where(keys.c.kind == bindparam("of_kind"), keys.c.subject_id == bindparam("of_subject"))
_ADD = unless_there(keys, "kind", "subject_id")
_FORGET = delete(keys).where(keys.c.kind == bindparam("of_kind"), keys.c.subject_id == bindparam("of_subject"))


class KeyKind(StrEnum):
    """Whose key it is."""

    MEMBER = "member"
    CASE = "case"
    COHORT = "cohort"
    MASTER = "master"


class Vault:
    """Wraps and unwraps the data keys. `key` is KITH_KEY: at least 16 bytes that nobody can guess.

    `spoken` is the format that all who are at work on the database read: ours, where nobody else is (`storage.spoken`).
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise EnvironmentProblem(
                f"KITH_KEY has {len(key)} bytes, too few to keep anything secret. "
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        self.spoken = SPEAKS
        self._master = _derived(key, b"kith: key that wraps data keys")
        self._waiting = _derived(key, b"kith: key of what waits for delivery")

    def wrap(self, data_key: bytes, kind: KeyKind, subject_id: str) -> bytes:
        """Return a data key as it is kept."""
        return _seal(self._master, data_key, f"{kind}:{subject_id}")

    def unwrap(self, wrapped: bytes, kind: KeyKind, subject_id: str) -> bytes:
        """Return the data key; InvalidTag when it was wrapped by another KITH_KEY or for somebody else."""
        return _unseal(self._master, wrapped, f"{kind}:{subject_id}")

    def seal(self, text: str, where: str) -> str:
        """Return text that waits for delivery, encrypted for one place (table, column and row), in base64."""
        return b2a_base64(_seal(self._waiting, text.encode(), where), newline=False).decode()

    def open(self, sealed: str, where: str) -> str:
        """Return what `seal` was given; InvalidTag when that was elsewhere, or under another KITH_KEY."""
        return _unseal(self._waiting, a2b_base64(sealed), where).decode()


class Texts:
    """Seals and opens personal text within one transaction."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault
        self._known: dict[tuple[KeyKind, str], AESGCM] = {}

    async def seal(self, text: str, kind: KeyKind, subject_id: str, where: str) -> bytes | None:
        """Return the text encrypted for one place (`where`: table, column and row), None for an empty one."""
        if not text:
            return None
        return _seal(await self._key(kind, subject_id), storable(text).encode(), where)

    def open(self, sealed: bytes | None, wrapped: bytes | None, kind: KeyKind, subject_id: str, where: str) -> str:
        """Return the text, "" where there is none or its key is gone. `wrapped` is the row of `keys`, joined."""
        if sealed is None or wrapped is None:
            return ""
        known = self._known.get((kind, subject_id))
        if known is None:
            known = self._remember(kind, subject_id, wrapped)
        try:
            return _unseal(known, sealed, where).decode()
        except InvalidTag:  # sealed with a key that was deleted, and another one made since
            return ""

    async def forget(self, kind: KeyKind, subject_id: str) -> bool:
        """Delete a key, and with it every text sealed under it; False when there was none."""
        self._known.pop((kind, subject_id), None)
        return await self._session.change(_FORGET, {"of_kind": kind, "of_subject": subject_id}) == 1

    async def _key(self, kind: KeyKind, subject_id: str) -> AESGCM:
        known = self._known.get((kind, subject_id))
        if known is not None:
            return known
        wanted = {"of_kind": kind, "of_subject": subject_id}
        wrapped = await self._session.scalar(_FIND, wanted)
        if wrapped is None:
            new = self._vault.wrap(AESGCM.generate_key(256), kind, subject_id)
            await self._session.change(_ADD, {"kind": kind, "subject_id": subject_id, "wrapped": new})
            wrapped = await self._session.scalar(_FIND, wanted)  # another worker's, where that one was faster
        return self._remember(kind, subject_id, wrapped)

    def _remember(self, kind: KeyKind, subject_id: str, wrapped: bytes) -> AESGCM:
        key = AESGCM(self._vault.unwrap(wrapped, kind, subject_id))
        self._known[(kind, subject_id)] = key
        return key


def key_of(kind: KeyKind, subject_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that joins `keys` to the rows whose text it opens."""
    return and_(keys.c.kind == kind, keys.c.subject_id == subject_id)


async def check_key(session: Session, vault: Vault) -> None:
    """Raise EnvironmentProblem unless this KITH_KEY is the one the database was made with; remember the first one."""
    wanted = {"of_kind": KeyKind.MASTER, "of_subject": "check"}
    kept = await session.scalar(_FIND, wanted)
    if kept is None:
        check = vault.wrap(_CHECK, KeyKind.MASTER, "check")
        await session.change(_ADD, {"kind": KeyKind.MASTER, "subject_id": "check", "wrapped": check})
        kept = await session.scalar(_FIND, wanted)
    _compare(kept, vault)


def refuse_another_key(connection: Connection, vault: Vault) -> None:
    """Raise EnvironmentProblem where a database says that it was made with another KITH_KEY."""
    kept = connection.scalar(_FIND, {"of_kind": KeyKind.MASTER, "of_subject": "check"})
    if kept is not None:
        _compare(kept, vault)


def _compare(kept: bytes, vault: Vault) -> None:
    try:
        vault.unwrap(kept, KeyKind.MASTER, "check")
    except InvalidTag:
        raise EnvironmentProblem(
            "KITH_KEY is not the key this database was made with, so its notes could not be read. "
            "Set the one from that time, or restore a backup that belongs to this key."
        ) from None


def _derived(key: bytes, purpose: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=purpose).derive(key))


def _seal(key: AESGCM, content: bytes, where: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + key.encrypt(nonce, content, where.encode())


def _unseal(key: AESGCM, sealed: bytes, where: str) -> bytes:
    return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], where.encode())
