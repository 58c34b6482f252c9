"""Libraries of weekly questions: the shipped one, or one's own in the same form, every theme in all three kinds."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.catalogues import SOURCE, languages
from bot.domain.plan import Prompt
from bot.toml_file import read_toml
from bot.toml_sections import Section, validated

SHIPPED = "shipped"
_FOLDER = Path(__file__).parent

Question = Annotated[str, Field(min_length=1, max_length=1500)]


class ThemeSection(Section):
    """`[[theme]]`: what a week is about; all three kinds of support must be there."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """What the week is about, in a few words."""
    focus: Annotated[str, Field(min_length=1, max_length=500)]
    """The one thing that matters that week."""
    guide: Question
    """The question with steps, for the phase `guide`."""
    practise: Question
    """The question alone, for the phase `practise`."""
    own_it: Question
    """An open question a learner can host, for the phase `own_it`."""
    hint: Annotated[str, Field(max_length=1500)] = ""
    """What somebody reads who asks for a hint."""
    follow_up: Annotated[str, Field(max_length=500)] = ""
    """What is asked a week later, of something people try in their own work."""


class LibrarySections(Section):
    """The whole file."""

    theme: Annotated[tuple[ThemeSection, ...], Field(min_length=1)]


def load_library(path: Path) -> tuple[Prompt, ...]:
    """Read a library; BadInput tells every fault with its line. The prompts stand in order, week 1 first."""
    themes = validated(read_toml(path), LibrarySections).theme
    return tuple(
        Prompt(number, each.name, each.focus, each.guide, each.practise, each.own_it, each.hint, each.follow_up)
        for number, each in enumerate(themes, 1)
    )


def library_of(name: str, beside: Path, language: str = SOURCE) -> tuple[Prompt, ...]:
    """Return a cohort file's library: the shipped one, or a file named from where the cohort file is.

    The shipped one is in the cohort's language; in English for a language it has not been translated into so far.
    """
    if name != SHIPPED:
        return load_library(beside.parent / name)
    return load_library(_FOLDER / f"{language if language in languages() else SOURCE}.toml")
