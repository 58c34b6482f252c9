"""Reads the people of a cohort for a spreadsheet."""

from bot.domain.cohorts import Cohort
from bot.domain.room import Traits
from bot.people_file.writing import roster_row
from bot.ports import Tx


async def roster_rows(tx: Tx, cohort: Cohort) -> list[tuple[str, ...]]:
    """Return a row for everybody; who declined, left or is gone is left out."""
    people = [one for one in await tx.members.in_cohort(cohort.id) if one.is_reachable]
    traits = await tx.traits.in_cohort(cohort.id)
    rows = []
    for one in people:
        accounts = [f"{each.platform}:{each.workspace}:{each.id}" for each in await tx.members.accounts(one.id)]
        rows.append(roster_row(one, accounts, traits.get(one.id) or Traits(one.id)))
    return rows
