"""`python -m tests.benchmarks`: measure rows, show the table, keep it as JSON, write the page."""

import dataclasses
import importlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.benchmarks import page, plot, table
from tests.benchmarks.figures import Figure
from tests.benchmarks.harness import Scale, load

ROWS = (
    *("ingest", "ingest_discord", "ingest_slack", "ingest_postgres", "matching", "pairing", "grouping", "teams"),
    *("sweep", "backlog", "delivery", "escalating", "footprint", "desk"),
)
ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("rows", nargs=-1, type=click.Choice(ROWS))
@click.option("--quick", "scale", flag_value=Scale.QUICK, help="Prove that it runs; the figures mean nothing.")
@click.option("--usual", "scale", flag_value=Scale.USUAL, default=Scale.USUAL, help="Some minutes; the default.")
@click.option(
    "--full", "scale", flag_value=Scale.FULL, help="The targets' sizes: ten million rows, ten thousand learners."
)
@click.option("--json", "kept", type=click.Path(path_type=Path), help="Keep every figure with its spread here.")
@click.option("--page", "is_page", is_flag=True, help="Write the table and the plots into docs/.")
def main(rows: tuple[str, ...], scale: Scale, kept: Path | None, is_page: bool) -> None:
    """Measure ROWS, all of them by default."""
    run = table.Run(datetime.now(UTC), Scale(scale), ())
    for row in rows or ROWS:
        for figure in _measured(row, run.scale):
            run = dataclasses.replace(run, figures=(*run.figures, figure))
            click.echo(table.line(figure), err=True)
        _keep(run, kept, is_page=is_page)  # after every row: a run that is cut short has been worth its time
    click.echo(table.text(run))


def _measured(row: str, scale: Scale) -> Iterator[Figure]:
    module = importlib.import_module(f"tests.benchmarks.{row}")
    for figure in module.measure(scale):
        yield dataclasses.replace(figure, load=load())


def _keep(run: table.Run, kept: Path | None, *, is_page: bool) -> None:
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(table.as_json(run), encoding="utf-8")
    if is_page:
        page.write(ROOT / "docs" / "performance.md", run)
        plot.draw(ROOT / "docs" / "performance.svg", run.figures)


if __name__ == "__main__":
    sys.exit(main())
