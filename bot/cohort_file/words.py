"""Kinds of text that several tables of a cohort file share."""

from typing import Annotated

from pydantic import Field

Name = Annotated[str, Field(min_length=1, max_length=80)]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=1500)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
