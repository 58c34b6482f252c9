"""What the bot gets to read on a platform: where it may not read channels, people are told so, and what that means."""

from collections.abc import Sequence

from bot.ports import Tx

_NO = "no"


async def reads_channels(tx: Tx, platform: str) -> bool:
    """Whether messages in channels reach the bot with their words; where nobody has said otherwise, they do."""
    return await tx.facts.get(_fact(platform)) != _NO


async def remember(tx: Tx, platform: str, *, reads: bool) -> bool:
    """Remember it; False where it was so before."""
    if await reads_channels(tx, platform) is reads:
        return False
    await tx.facts.put(_fact(platform), "yes" if reads else _NO)
    return True


async def unread(tx: Tx, cohort_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return which of a cohort's groups and channels, by name, are on a platform where the bot cannot read them."""
    groups = {group.handle: group.id for group in await tx.groups.in_cohort(cohort_id)}
    found = []
    for name in names:
        spot = await (tx.places.of_group(groups[name]) if name in groups else tx.places.named(cohort_id, name))
        if spot is not None and not await reads_channels(tx, spot.place.platform):
            found.append(name)
    return tuple(found)


def _fact(platform: str) -> str:
    return f"{platform}.reads_channels"
