"""Brings the catalogues up to what the wording says: what is new comes in empty, what is gone goes."""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

import bot.catalogues
from tests.languages.sentences import Sentence, every_sentence

FOLDER = Path(bot.catalogues.__file__).parent
PLURALS = {"es": "n != 1", "fr": "n > 1", "pt": "n > 1"}
"""Which number of things takes the second form; two forms do, since nobody counts millions here."""
_WIDTH = 110
_HEADER = r"""# What Kith says, in one language. `make catalogues` adds what is new and drops what is gone.
msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=({plural});\n"

"""


def path_of(language: str) -> Path:
    """Return where a language's catalogue is kept."""
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is kept; an empty one for a new language."""
    return read_po(BytesIO(path_of(language).read_bytes())) if path_of(language).exists() else empty(language)


def empty(language: str) -> Catalog:
    """Return a catalogue with nothing in it, with the plural forms of the language."""
    return read_po(BytesIO(header(language).encode()))


def header(language: str) -> str:
    """Return how a catalogue begins: nothing that changes with the day or the tool."""
    return _HEADER.format(language=language, plural=PLURALS[language])


def written(language: str, catalogue: Catalog) -> str:
    """Return a catalogue as it is kept: by the alphabet and without places, so that it changes only where it must."""
    text = BytesIO()
    write_po(text, catalogue, width=_WIDTH, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return header(language) + text.getvalue().decode()


def brought_up(language: str, catalogue: Catalog, sentences: frozenset[Sentence]) -> Catalog:
    """Return a catalogue with exactly these sentences, each with the translation it had."""
    fresh = empty(language)
    for sentence in sorted(sentences):
        before = catalogue.get(sentence.text)
        is_counted = bool(sentence.many)
        strings = before.string if before is not None and bool(before.pluralizable) is is_counted else ()
        fresh.add((sentence.text, sentence.many) if is_counted else sentence.text, strings or "")
    return fresh


def main() -> None:
    """Write every catalogue anew."""
    for language in PLURALS:
        brought = brought_up(language, read(language), every_sentence())
        path_of(language).write_text(written(language, brought), encoding="utf-8")


if __name__ == "__main__":
    main()
