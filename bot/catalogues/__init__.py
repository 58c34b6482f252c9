"""What the bot says in other languages: a gettext catalogue each, read when somebody first reads that language."""

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from bot.catalogues.dates import Dates

SOURCE = "en"
"""The language sentences are written in; it needs no catalogue."""


class Catalogue:
    """One language: its sentences, its plural forms, its dates."""

    def __init__(self, language: str, text: bytes) -> None:
        from babel.messages.mofile import write_mo  # only whoever reads another language waits for it
        from babel.messages.pofile import read_po

        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(text)))
        compiled.seek(0)
        self._sentences = GNUTranslations(compiled)
        self.dates = Dates(language)

    def sentence(self, english: str) -> str:
        """Return the sentence in this language, or as it is where the catalogue has none."""
        return self._sentences.gettext(english) if english else ""

    def counted(self, one: str, many: str, number: int) -> str:
        """Return the form this language has for a number of things."""
        return self._sentences.ngettext(one, many, number)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages the bot speaks, by their two letters."""
    names = (file.name for file in files("bot.catalogues").iterdir())
    return (SOURCE, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@cache
def catalogue(language: str) -> Catalogue | None:
    """Return the catalogue of a language; None for English, and for one nobody has translated so far."""
    if language == SOURCE or language not in languages():
        return None
    return Catalogue(language, files("bot.catalogues").joinpath(f"{language}.po").read_bytes())
