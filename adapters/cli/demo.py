"""`kith demo`."""

import asyncio
import tempfile
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.asked import Asked
from adapters.cli.options import Length
from adapters.cli.terminal import progress, show_table

if TYPE_CHECKING:
    from adapters.cli.demonstration import Demonstration, Options


@click.command("demo")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), help="The port; usually the next free one.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--console", is_flag=True, help="Chat here in the terminal instead of the browser.")
@click.option("--data", metavar="DIR", type=click.Path(path_type=Path), help="Keep it here; usually it is forgotten.")
@click.option("--fast-forward", metavar="LENGTH", type=Length(), help='Begin later, like "2 weeks".')
@click.option("--exit", "leave", is_flag=True, help="Stop when the clock got there, with a summary.")
def command(
    port: int | None, no_browser: bool, console: bool, data: Path | None, fast_forward: timedelta | None, leave: bool
) -> None:
    """Show a sample cohort in a chat workspace in the browser; no account is needed.

    Act as a learner, a mentor or a coordinator, and turn the clock to see what Kith does.
    """
    from adapters.cli.demonstration import Options
    from adapters.cli.home import Home
    from adapters.cli.logs import set_up_logging

    set_up_logging("warning")
    with _folder(data) as folder:
        home = Home(Path(folder), "demo", is_scratch=data is None)
        options = Options(home, port, fast_forward)
        asyncio.run(_show(options, leave=leave, console=console, browser=not no_browser))


def _folder(data: Path | None) -> AbstractContextManager[str | Path]:
    if data is not None:
        if data.exists() and not data.is_dir():
            raise click.UsageError(f"{data} is a file. Name a folder with --data; one that is not there is made.")
        return nullcontext(data)
    return tempfile.TemporaryDirectory(prefix="kith-demo-", ignore_cleanup_errors=True)


async def _show(options: "Options", *, leave: bool, console: bool, browser: bool) -> None:
    from adapters.cli.demonstration import demonstration, running

    with progress("Playing what came before") as step:
        began: list[datetime] = []

        def moved(now: datetime) -> None:
            began.append(now)
            step(min(0.95, (now - began[0]) / timedelta(weeks=4)))

        stage = demonstration(options, moved)
        shown = await stage.__aenter__()
    try:
        if leave:
            _summary(shown)
            return
        async with running(shown):
            await (_console(shown) if console else _serve(shown, browser=browser))
    finally:
        await stage.__aexit__(None, None, None)


async def _serve(shown: "Demonstration", *, browser: bool) -> None:
    asked = Asked.by_signals()
    click.echo(f"The workspace is at {shown.surface.url}. Ctrl-C stops it.")
    if browser:
        click.launch(shown.surface.url)
    await asked.to_stop.wait()
    click.echo("Stopped.")


async def _console(shown: "Demonstration") -> None:
    from adapters.cli.console import Console

    click.echo(f"The workspace is at {shown.surface.url} too. Ctrl-C or quit ends it.")
    stopped = asyncio.create_task(Asked.by_signals().to_stop.wait())
    console = asyncio.create_task(Console(shown.surface.client).run())
    await asyncio.wait({stopped, console}, return_when=asyncio.FIRST_COMPLETED)
    if console.done():
        console.result()
    stopped.cancel()
    console.cancel()
    await asyncio.wait({stopped, console})
    click.echo("Stopped.")


def _summary(shown: "Demonstration") -> None:
    """Write who was sent what."""
    from adapters.cli.kinds import kind_in_words

    names = {row.id: row.name for row in shown.play.file.people} | {g.id: g.name for g in shown.play.file.groups}
    counted: dict[tuple[str, str], int] = {}
    for line in shown.play.lines:
        if line.surface != "reply":
            counted[line.to, line.kind] = counted.get((line.to, line.kind), 0) + 1
    rows = [(to, names.get(to, to), kind_in_words(kind), str(n)) for (to, kind), n in sorted(counted.items())]
    show_table("Who was sent what", ("id", "name", "message", "times"), rows)
    until = shown.play.clock.now()
    click.echo(f"{sum(counted.values())} messages until {until:%A} {until.day} {until:%B %Y}, {until:%H:%M} UTC.")
