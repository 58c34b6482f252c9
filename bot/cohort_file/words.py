"""Kinds of text that several tables of a cohort file share."""

from typing import Annotated

from pydantic import Field

from bot.domain.links import parse_link
from bot.toml_fields import parsed


def _country(text: str) -> str:
    if text and not (len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()):
        raise ValueError(f'"{text}" is not a country in two capital letters like "PT"')
    return text


Name = Annotated[str, Field(min_length=1, max_length=80)]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=1500)]
Link = Annotated[str, parsed(parse_link)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Country = Annotated[str, parsed(_country)]
