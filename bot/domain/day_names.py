"""What days and months are called in the languages people type: three letters are enough, accents may be left out."""

import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

SOON: Final = (
    frozenset({"today", "hoy", "aujourd'hui", "hoje"}),
    frozenset({"tomorrow", "manana", "demain", "amanha"}),
)
"""Words for today and for the day after, without accents."""
_WEEKDAYS: Final = (
    "monday lunes lundi segunda-feira",
    "tuesday martes mardi terca-feira",
    "wednesday miercoles mercredi quarta-feira",
    "thursday jueves jeudi quinta-feira",
    "friday viernes vendredi sexta-feira",
    "saturday sabado samedi",
    "sunday domingo dimanche",
)
_MONTHS: Final = (
    "january enero janvier janeiro",
    "february febrero fevrier fevereiro",
    "march marzo mars marco",
    "april abril avril",
    "may mayo mai maio",
    "june junio juin junho",
    "july julio juillet julho",
    "august agosto aout",
    "september septiembre septembre setembro",
    "october octubre octobre outubro",
    "november noviembre novembre novembro",
    "december diciembre decembre dezembro",
)
_LEAST: Final = 3


def plain(text: str) -> str:
    """Return text in small letters, without accents, with a straight apostrophe."""
    apart = unicodedata.normalize("NFD", text.strip().lower().replace("’", "'"))
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def weekday(word: str) -> int | None:
    """Return which weekday a plain word begins, 0 for Monday; None where it is none, or several."""
    return _which(word, _WEEKDAYS)


def month(word: str) -> int | None:
    """Return which month a plain word begins, 1 for January; None where it is none, or several."""
    found = _which(word, _MONTHS)
    return None if found is None else found + 1


def _which(word: str, rows: Sequence[str]) -> int | None:
    found: Collection[int] = [n for n, row in enumerate(rows) if any(name.startswith(word) for name in row.split())]
    return next(iter(found)) if len(word) >= _LEAST and len(found) == 1 else None
