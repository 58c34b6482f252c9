"""What the packs see in words, without what a cohort's coordinators allowed after false alarms."""

from bot.domain.allowances import allowed
from bot.domain.signals import Hit
from bot.limits import MESSAGE_SCAN
from bot.turn import Turn


async def seen(turn: Turn, text: str, *, is_quoted: bool = False) -> tuple[Hit, ...]:
    """Return what asks for a person; only where something does is it asked what is allowed."""
    hits = turn.packs.scan(text[:MESSAGE_SCAN], quoted=is_quoted)
    if not hits:
        return ()
    rules = {finding.rule.id for finding in turn.packs.findings(text[:MESSAGE_SCAN])}
    phrases = allowed(await turn.tx.allowances.in_cohort(turn.here.id), rules)
    return turn.packs.shielding(phrases).scan(text[:MESSAGE_SCAN], quoted=is_quoted) if phrases else hits
