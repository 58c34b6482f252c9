"""Marks only we can make: what went out with one and comes back with it is ours, unchanged."""

import hashlib
import hmac
import json


def seal(secret: bytes, *parts: str) -> str:
    """Return the mark of these parts, in this order."""
    text = json.dumps(parts).encode()
    return hashlib.blake2b(text, key=secret[:64], digest_size=20, person=b"kith seal").hexdigest()


def is_sealed(secret: bytes, mark: str, *parts: str) -> bool:
    """Whether a mark is that of these parts; takes as long for a wrong one."""
    return hmac.compare_digest(mark.encode(errors="replace"), seal(secret, *parts).encode())
