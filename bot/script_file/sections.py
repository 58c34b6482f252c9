"""The tables of a script as people write them.

The docstring of a key is its line in `docs/script-file.md`.
"""

import re
from typing import Annotated

from pydantic import Field, PlainValidator

from bot.cohort_file.people import Platform
from bot.toml_fields import Moment, one_of, parsed, wrong
from bot.toml_sections import Section

Said = Annotated[str, Field(min_length=1, max_length=40_000)]
Label = Annotated[str, Field(min_length=1, max_length=75)]

_KIND = re.compile(r"[a-z_]+\.[a-z_]+\Z")
_COMMAND = re.compile(r"/(peer|mentor|coord)\b")


def _people(value: object) -> tuple[str, ...]:
    people = (value,) if isinstance(value, str) else value
    if not isinstance(people, tuple) or not people or not all(isinstance(person, str) for person in people):
        raise wrong("must be somebody's id, or a list of ids.", 'Write it like "L01" or ["L01", "L02"].')
    return people


def _kind(text: str) -> str:
    if not _KIND.match(text):
        raise ValueError(f'"{text}" is not a kind of message like "check_in.open"')
    return text


def _command(text: str) -> str:
    if not _COMMAND.match(text):
        raise ValueError(f'"{text[:60]}" is not a command: they begin with /peer, /mentor or /coord')
    return text


class ActSection(Section):
    """`[[act]]`: what somebody did. Exactly one of the deeds `says` to `leaves`."""

    at: Moment
    """When, on the person's own clock, like "2026-03-05 12:10", or with a zone: "2026-03-26 03:58 UTC"."""
    who: Annotated[tuple[str, ...], PlainValidator(_people)]
    """The person's id, or a list of ids, each at their own local time."""
    says: Said | None = None
    """Writes this."""
    in_: str | None = Field(None, alias="in")
    """With `says`: the channel, like "#dogwood" or "#help"; left out: a private message to the bot."""
    edits: Said | None = None
    """Changes their newest message that reads exactly this; needs `to`."""
    to: Said | None = None
    """With `edits`: what the message says now."""
    presses: Label | None = None
    """Presses the newest button with this label."""
    chooses: Label | None = None
    """Chooses this from the newest list that has it."""
    on: Annotated[str | None, parsed(_kind)] = None
    """With `presses` or `chooses`: only on a message of this kind, like "check_in.open"."""
    command: Annotated[str | None, parsed(_command)] = None
    """Types a slash command, like "/peer away 2026-04-02 2026-04-07"."""
    submits: dict[str, str] | None = None
    """Sends the form opened last; what is not named keeps what the form showed."""
    joins: bool = False
    """`true`: enters the workspace."""
    leaves: bool = False
    """`true`: leaves the workspace."""


class FaultSection(Section):
    """`[[fault]]`: something breaks. Exactly one of `down`, `restart`, `dm_closed`."""

    at: Moment
    """When it begins, on the cohort's clock (`dm_closed`: the person's), or with a zone."""
    until: Moment | None = None
    """When it is over; `down` needs it, `dm_closed` may leave it out, `restart` has none."""
    down: Annotated[Platform | None, one_of(Platform)] = None
    """A platform that cannot be reached: `local`, `discord` or `slack`."""
    restart: bool = False
    """`true`: the process is killed and started again."""
    dm_closed: str | None = None
    """Somebody who accepts no private messages."""


class ScriptSections(Section):
    """The whole file."""

    act: tuple[ActSection, ...] = ()
    fault: tuple[FaultSection, ...] = ()
