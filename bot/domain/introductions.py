"""Introductions: what people of one group have in common, of the words each agreed to share, and of no others (O12)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shared:
    """A word that several share: by member id, in the order of their ids."""

    word: str
    member_ids: tuple[str, ...]


def in_common(words: Mapping[str, frozenset[str]]) -> tuple[Shared, ...]:
    """Return every word of two people or more, those of most people first; `words` by member id."""
    every = sorted({word for theirs in words.values() for word in theirs})
    found = [Shared(word, tuple(sorted(one for one, theirs in words.items() if word in theirs))) for word in every]
    return tuple(sorted((one for one in found if len(one.member_ids) > 1), key=lambda one: -len(one.member_ids)))


def alone(words: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return who shares words, and none of them with anybody else, by member id."""
    together = {member_id for one in in_common(words) for member_id in one.member_ids}
    return tuple(sorted(one for one, theirs in words.items() if theirs and one not in together))
