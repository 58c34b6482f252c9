"""What the matcher answers: hits, and the categories they belong to."""

from dataclasses import dataclass

from bot.domain.signals.severity import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule saw something. `start` and `end` count characters of the text as it was written.

    `variant` says by which reading it was seen (`plain`, `leet`, `spaced`, …), with `+negated`, `+other`, `+quoted` or
    `+split` added when that changed the outcome. `mode` is `live` or `shadow` (count only).
    """

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    variant: str
    mode: str
    title: str

    @property
    def is_split(self) -> bool:
        """Whether it begins in a message before; `start` and `end` count from the newest one's beginning."""
        return self.variant.endswith("+split") or "+split+" in self.variant


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of concern: who is on call for it (`route`) and which private reply its writer gets ("" = none)."""

    id: str
    title: str
    route: str
    learner_reply: str
