"""A golden case: one wording function in one situation, for any text people may have typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.cards import Button, Card, Form, Option
from bot.domain.calendars import CalendarFile

Shown = Card | Form | Button | Option | tuple[Button, ...] | str | None


@dataclass(frozen=True)
class Case:
    """What is called with what; `situation` tells apart the cases of one function."""

    function: Callable[..., Any]
    situation: str
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)

    @property
    def module(self) -> str:
        """The wording module: `check_ins`."""
        return self.function.__module__.rpartition(".")[2]

    @property
    def name(self) -> str:
        """How the golden files and failures call it."""
        return f"{self.module}.{self.function.__name__}: {self.situation}" if self.situation else self.plain_name

    @property
    def plain_name(self) -> str:
        """The function alone."""
        return f"{self.module}.{self.function.__name__}"

    def shown(self) -> Shown:
        """What a person would see; of a file what their calendar shows."""
        result: Shown | CalendarFile = self.function(*self.arguments, **self.named)
        if isinstance(result, CalendarFile):
            return f"{result.title}\n{result.about}\n{result.link}\ncancelled: {result.is_cancelled}"
        return result


def case(function: Callable[..., Any], situation: str, *arguments: Any, **named: Any) -> Case:
    """A case, written the way it is called."""
    return Case(function, situation, arguments, named)
