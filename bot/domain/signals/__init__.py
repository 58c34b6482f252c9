"""Signals: what in a message asks for a person, found by rule packs.

`load_packs` or `shipped` once, then `packs.scan(text)` per message.
"""

from bot.domain.signals.automod import export_automod, import_automod
from bot.domain.signals.faults import Fault, PackError
from bot.domain.signals.hit import Category, Hit
from bot.domain.signals.packs import (
    Explanation,
    Packs,
    as_one_text,
    load_packs,
    shipped,
    shipped_languages,
    shipped_sources,
)
from bot.domain.signals.rulebook import Rulebook
from bot.domain.signals.schema import PackSource
from bot.domain.signals.severity import Severity

__all__ = [
    "Category",
    "Explanation",
    "Fault",
    "Hit",
    "PackError",
    "PackSource",
    "Packs",
    "Rulebook",
    "Severity",
    "as_one_text",
    "export_automod",
    "import_automod",
    "load_packs",
    "shipped",
    "shipped_languages",
    "shipped_sources",
]
