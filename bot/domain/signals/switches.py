"""What a pack may turn off: the `[normalise]` table."""

from dataclasses import dataclass
from typing import Literal

Scan = Literal["skip", "scan"]


@dataclass(frozen=True, slots=True)
class Switches:
    """How a text is read for the packs that ask for it; the defaults are those of the pack format.

    `boundary = "whitespace"` is Discord's literal rule: words end at white space only, so no reading that takes
    punctuation apart (leet, elongation, spaced, joined, repair) applies.
    """

    boundary: Literal["alnum", "whitespace"] = "alnum"
    invisible: bool = True
    homoglyphs: bool = True
    leet: bool = True
    elongation: bool = True
    spaced: bool = True
    joined: bool = True
    markdown: bool = True
    repair: bool = True
    code: Scan = "skip"
    quotes: Scan = "skip"
    urls: Scan = "skip"

    @property
    def is_literal(self) -> bool:
        """Tell whether words end at white space only."""
        return self.boundary == "whitespace"
