"""`kith pack import-automod`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.options import FILE

if TYPE_CHECKING:
    from bot.errors import BadInput


@click.command("import-automod")
@click.argument("file", metavar="RULES.json", type=FILE)
@click.option("--id", "pack_id", metavar="ID", default="automod", help="The pack's id; usually automod.")
@click.option("--category", metavar="ID", default="custom", help="The category of its rules; usually custom.")
def command(file: Path, pack_id: str, category: str) -> None:
    """Turn Discord AutoMod rules into a pack that only counts until it was looked at.

    RULES.json is what Discord's API answers for a server's AutoMod rules: one rule, or a list. The pack is written to
    standard output; what could not be carried over is told on standard error.
    """
    from bot.domain.signals import import_automod

    rules = _rules(file)
    pack, left_out = import_automod(rules, pack_id=pack_id, category=category)
    click.echo(pack, nl=False)
    for sentence in left_out:
        click.echo(f"Left out: {sentence}.", err=True)


def _rules(file: Path) -> list[dict[str, Any]]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        from bot.errors import BadInput, unreadable

        raise BadInput([unreadable(str(file), error)]) from None
    except (ValueError, RecursionError):
        raise _bad(file, "is not JSON.") from None
    rules = document if isinstance(document, list) else [document]
    if not rules or not all(isinstance(rule, dict) and "trigger_metadata" in rule for rule in rules):
        raise _bad(file, "holds no AutoMod rules: every rule has trigger_metadata.")
    return rules


def _bad(file: Path, problem: str) -> "BadInput":
    from bot.errors import BadInput, Fault

    return BadInput([Fault(str(file), 0, "", problem, "Save what Discord answers for the server's AutoMod rules.")])
