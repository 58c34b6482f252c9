"""`kith audit report`."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.options import chosen_database, config_option, database_option, json_option
from adapters.cli.terminal import show_json, working

if TYPE_CHECKING:
    from bot.domain.auditing import AuditReport


@click.command("report")
@config_option
@database_option
@click.option("--days", default=31, show_default=True, type=click.IntRange(1, 3660), help="How far to look back.")
@json_option
def command(config: Path | None, database: str | None, days: int, as_json: bool) -> None:
    """Show who looked at what, what changed in the configuration, and whose rights want a look.

    It holds no content, and leaves out every case that is kept from somebody: whoever reads this may be one of them.
    Coordinators get their own once a month. The bot may run meanwhile.
    """
    url = chosen_database(config, database)
    from adapters.cli.house import key_from_environment

    with working("Reading the audit log"):
        reports = asyncio.run(_reports(url, key_from_environment(), days))
    if as_json:
        show_json({handle: _as_json(report) for handle, report in reports.items()})
        return
    from bot.markup import plain
    from bot.wording.auditing import shown
    from bot.wording.voice import Voice

    for handle, report in reports.items():
        card = shown(Voice("UTC"), report)
        click.echo(f"{handle}\n{plain(card.text)}")
        for field in card.fields:
            click.echo(f"\n{field.name}\n{plain(field.value)}")


def _as_json(report: "AuditReport") -> dict[str, Any]:
    return asdict(report) | {"since": report.since.isoformat(), "until": report.until.isoformat()}


async def _reports(url: str, key: bytes, days: int) -> dict[str, "AuditReport"]:
    from adapters.cli.looking import looking_into, the_cohorts
    from bot.auditing import report

    now = datetime.now(UTC)
    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        return {
            cohort.handle: await report(tx, cohort, now - timedelta(days=days), now)
            for cohort in await the_cohorts(tx, None, "kith audit report")
        }
