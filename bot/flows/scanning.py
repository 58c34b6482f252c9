"""What the packs and a cohort's own rules see in words, without what coordinators allowed after false alarms."""

from bot.domain.allowances import allowed
from bot.domain.cohorts import Cohort
from bot.domain.own_rules import own_packs
from bot.domain.signals import Hit, Packs
from bot.limits import MESSAGE_SCAN
from bot.turn import Turn


def own_packs_of(cohort: Cohort, packs: Packs) -> Packs | None:
    """Return the rules of a cohort's own, compiled; None where it has none."""
    return own_packs(cohort.plan.safety.own_rules, cohort.language, packs)


async def seen(turn: Turn, text: str, *, before: tuple[str, ...] = (), is_quoted: bool = False) -> tuple[Hit, ...]:
    """Return what asks for a person, by the packs and by the cohort's own rules.

    `before` is what the same person wrote just before: words may be split over several messages.
    """
    more = own_packs_of(turn.here, turn.packs)
    hits = more.scan(text[:MESSAGE_SCAN], previous=before, quoted=is_quoted) if more is not None else ()
    return (*await _by_packs(turn, text, before, is_quoted=is_quoted), *hits)


async def _by_packs(turn: Turn, text: str, before: tuple[str, ...], *, is_quoted: bool) -> tuple[Hit, ...]:
    """Return what the packs see; only where something does is it asked what is allowed."""
    text = text[:MESSAGE_SCAN]
    hits = turn.packs.scan(text, previous=before, quoted=is_quoted)
    if not hits:
        return ()
    rules = {finding.rule.id for finding in turn.packs.findings(text, previous=before)}
    phrases = allowed(await turn.tx.allowances.in_cohort(turn.here.id), rules)
    return turn.packs.shielding(phrases).scan(text, previous=before, quoted=is_quoted) if phrases else hits
