"""`kith doctor`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import chosen_config, config_option, json_option
from adapters.cli.terminal import harmless, show_json, show_table, working

if TYPE_CHECKING:
    from adapters.cli.checkup.note import Note


@click.command("doctor")
@config_option
@json_option
@click.pass_context
def command(ctx: click.Context, config: Path | None, as_json: bool) -> None:
    """Look for what would keep the bot from doing its work, and say how to mend it.

    It looks at files, key, clock, database and the people on call, changes nothing, and may be asked while the bot
    runs. The exit code is 1 when it found something.
    """
    path = chosen_config(config)
    from adapters.cli.checkup.everything import everything

    with working("Looking around"):
        notes = asyncio.run(everything(path))
    findings = [note for note in notes if note.is_finding]
    if as_json:
        show_json(
            {"findings": [_as_json(note) for note in findings], "fine": [_as_json(n) for n in notes if not n.mend]}
        )
    else:
        _show(notes, findings)
    ctx.exit(1 if findings else 0)


def _as_json(note: "Note") -> dict[str, str]:
    told = {"subject": note.subject, "what": note.what}
    return told | {"mend": note.mend} if note.is_finding else told


def _show(notes: "list[Note]", findings: "list[Note]") -> None:
    for note in notes:
        if not note.is_finding:
            click.echo(harmless(f"fine      {note.subject}: {note.what}"))
    if not findings:
        click.echo("Nothing needs mending.")
        return
    rows = [("to mend", note.subject, note.what, note.mend) for note in findings]
    show_table(f"{len(findings)} to mend", ("", "What", "Found", "How to mend it"), rows)
