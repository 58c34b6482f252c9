"""How urgently a signal asks for a person."""

from enum import StrEnum


class Severity(StrEnum):
    """Four tiers, ordered: `Severity.CRITICAL > Severity.NORMAL`. The value is the word used in packs and exports."""

    NORMAL = "normal"
    ELEVATED = "elevated"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for normal up to 3 for critical."""
        return list(Severity).index(self)

    def lowered(self) -> "Severity":
        """Return one tier down; normal stays normal."""
        return list(Severity)[max(self.rank - 1, 0)]

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank
