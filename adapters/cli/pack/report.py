"""`kith pack report`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import chosen_database, config_option, database_option, json_option
from adapters.cli.terminal import show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.precision import Precision
    from bot.ports import Tx

Phrases = dict[str, tuple[int, int]]
"""How many phrases coordinators allowed, and how many wait for a word, by rule."""


@click.command("report")
@config_option
@database_option
@json_option
def command(config: Path | None, database: str | None, as_json: bool) -> None:
    """Count how often each rule was a false alarm, from the closed cases of a database.

    `Allowed` and `Proposed` are phrases that false alarms brought up. Figures alone: no words, no names, and no case
    that must be kept from somebody. A rule that is often wrong wants another phrase, or an `allow` beside it;
    `kith pack explain` says which phrase it was. Rules that are only counted come with how often they saw something.
    """
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    rows, phrases, trials = asyncio.run(_counted(url, key_from_environment()))
    if as_json:
        show_json([_as_json(one, phrases) for one in rows] + [{"rule": id, "seen": seen} for id, seen in trials])
        return
    if trials:
        seen = [(id, str(number)) for id, number in trials]
        show_table("Rules on trial: what they would have alarmed at, and told nobody", ("Rule", "Seen"), seen)
    if not rows:
        click.echo("No case that a rule opened has been closed so far.")
        return
    shown = [
        (one.rule, str(one.closed), str(one.false_alarms), f"{one.share:.0%}", *_phrases(one.rule, phrases))
        for one in rows
    ]
    show_table("Rules", ("Rule", "Closed cases", "False alarms", "Share", "Allowed", "Proposed"), shown)


def _as_json(one: "Precision", phrases: "Phrases") -> dict[str, object]:
    allowed, proposed = phrases.get(one.rule, (0, 0))
    counted = {"rule": one.rule, "closed": one.closed, "false_alarms": one.false_alarms}
    return {**counted, "allowed": allowed, "proposed": proposed}


def _phrases(rule: str, phrases: "Phrases") -> tuple[str, str]:
    allowed, proposed = phrases.get(rule, (0, 0))
    return str(allowed), str(proposed)


async def _counted(url: str, key: bytes) -> "tuple[tuple[Precision, ...], Phrases, list[tuple[str, int]]]":
    from adapters.cli.looking import looking_into
    from bot.domain.allowances import counted
    from bot.domain.precision import by_rule

    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        cohorts = await tx.cohorts.all()
        cases = [case for cohort in cohorts for case in await tx.cases.in_cohort(cohort.id)]
        before = [one for cohort in cohorts for one in await tx.cases.counted(cohort.id)]
        trials = await _on_trial(tx, [cohort.id for cohort in cohorts])
        phrases = [one for cohort in cohorts for one in await tx.allowances.in_cohort(cohort.id)]
    return by_rule((case for case in cases if not case.kept_from), before), counted(phrases), trials


async def _on_trial(tx: "Tx", cohort_ids: "Sequence[str]") -> list[tuple[str, int]]:
    """Return how often rules on trial saw something, over all cohorts, the most often first."""
    from collections import Counter

    from bot.flows.safety import SHADOW

    seen: Counter[str] = Counter()
    for cohort_id in cohort_ids:
        prefix = f"{SHADOW}.{cohort_id}."
        seen.update({name.removeprefix(prefix): int(n) for name, n in (await tx.facts.beginning(prefix)).items()})
    return seen.most_common()
