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


async def seen(turn: Turn, text: str, *, is_quoted: bool = False) -> tuple[Hit, ...]:
    """Return what asks for a person, by the packs and by the cohort's own rules."""
    more = own_packs_of(turn.here, turn.packs)
    hits = more.scan(text[:MESSAGE_SCAN], quoted=is_quoted) if more is not None else ()
    return (*await _by_packs(turn, text, is_quoted=is_quoted), *hits)


async def _by_packs(turn: Turn, text: str, *, is_quoted: bool) -> tuple[Hit, ...]:
    """Return what the packs see; only where something does is it asked what is allowed."""
    hits = turn.packs.scan(text[:MESSAGE_SCAN], quoted=is_quoted)
    if not hits:
        return ()
    rules = {finding.rule.id for finding in turn.packs.findings(text[:MESSAGE_SCAN])}
    phrases = allowed(await turn.tx.allowances.in_cohort(turn.here.id), rules)
    return turn.packs.shielding(phrases).scan(text[:MESSAGE_SCAN], quoted=is_quoted) if phrases else hits
