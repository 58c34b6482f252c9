"""What may be told of many without telling of one: at least five people behind whatever can be worked out.

Every figure is told about a set of answers. Whoever has read several can add and subtract them, and what comes out is
about whole atoms: answers that stand in exactly the same told sets. So nothing about fewer than five can be worked
out, in whatever order and from however many reports, as long as no atom is smaller than that.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

ENOUGH = 5
"""People behind a figure, at least (programme, permission table: a group if n ≥ 5)."""

Answers = frozenset[str]
"""Ids of answers. An answer that was changed after it was told of counts as another one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sets of answers that were told of so far, by anybody to anybody."""

    told: tuple[Answers, ...] = ()

    def may_tell(self, answers: Answers) -> bool:
        """Whether a figure about these answers leaves nothing to work out about fewer than five people."""
        return bool(answers) and all(len(atom) >= ENOUGH for atom in atoms((*self.told, answers)))

    def telling(self, answers: Answers) -> "Ledger":
        """Return the ledger with one set more; ValueError where it must not be told."""
        if not self.may_tell(answers):
            raise ValueError(f"{len(answers)} answers must not be told beside what was told before")
        return self if answers in self.told else replace(self, told=(*self.told, answers))


def atoms(told: Iterable[Answers]) -> list[Answers]:
    """Return the answers that stand in exactly the same sets, together."""
    where: dict[str, list[int]] = {}
    for number, answers in enumerate(told):
        for answer in answers:
            where.setdefault(answer, []).append(number)
    together: dict[tuple[int, ...], set[str]] = {}
    for answer, numbers in where.items():
        together.setdefault(tuple(numbers), set()).add(answer)
    return [frozenset(atom) for atom in together.values()]


def hidden(groups: Mapping[str, Answers], others: Collection[str] = ()) -> frozenset[str]:
    """Return the groups whose figures must not stand beside the figure of everybody.

    Those with fewer than five; then, where what is hidden would still come out by subtraction, the next smallest too.
    Hidden are none, or at least two with together at least five answers (acceptance, rule 8). `others` are answers of
    people in no group: they are hidden by their nature, and one of the two.
    """
    order = sorted(groups, key=lambda name: (len(groups[name]), name))
    kept = {name for name in order if len(groups[name]) < ENOUGH}
    for name in order:
        count = len(kept) + bool(others)
        answers = sum(len(groups[one]) for one in kept) + len(others)
        if not count or (count >= 2 and answers >= ENOUGH):
            break
        kept.add(name)
    return frozenset(kept)


def tellable(groups: Mapping[str, Answers], everybody: Answers, ledger: Ledger | None = None) -> tuple[Answers, ...]:
    """Return the sets that are told of: everybody first, then the groups that may stand beside it; none for too few."""
    ledger = ledger or Ledger()
    if not ledger.may_tell(everybody):
        return ()
    ledger = ledger.telling(everybody)
    others = everybody.difference(*groups.values()) if groups else everybody
    kept = hidden(groups, others) if groups else frozenset()
    told = [everybody]
    for name in sorted(set(groups) - kept):
        if ledger.may_tell(groups[name]):
            ledger = ledger.telling(groups[name])
            told.append(groups[name])
    return tuple(told)
