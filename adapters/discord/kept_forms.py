"""Forms that wait to be opened again with what was typed in them. In memory alone, and not for long: personal text.

After a restart the same button asks the core for the form anew, without the words.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.cards import Action, FieldErrors, Form

KEPT_FOR: Final = 15 * 60.0
"""Seconds; a private answer of Discord's can be pressed for as long."""
MOST: Final = 500

Asked = Form | FieldErrors


@dataclass(frozen=True, slots=True)
class _Kept:
    asked: Asked
    until: float


class KeptForms:
    """By person and by the action that opens the form. `openers` remembers which action opened which form."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._forms: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._openers: OrderedDict[tuple[str, str], Action] = OrderedDict()

    def keep(self, user_id: str, opener: Action, asked: Asked) -> None:
        """Keep a form until it is opened by its button."""
        _put(self._forms, (user_id, opener.id), _Kept(asked, self._now() + KEPT_FOR))

    def take(self, user_id: str, opener: Action) -> Asked | None:
        """Return the form that waits behind a button, once."""
        kept = self._forms.pop((user_id, opener.id), None)
        return kept.asked if kept is not None and self._now() < kept.until else None

    def opened(self, user_id: str, form: Form, opener: Action) -> None:
        """Remember what opened a form."""
        _put(self._openers, (user_id, form.action.id), opener)

    def opener(self, user_id: str, form: Form) -> Action | None:
        """Return what opened a form; None where that was before the last start."""
        return self._openers.get((user_id, form.action.id))


K = TypeVar("K")
V = TypeVar("V")


def _put(into: "OrderedDict[K, V]", key: K, value: V) -> None:
    into[key] = value
    into.move_to_end(key)
    if len(into) > MOST:
        into.popitem(last=False)
