"""docs/performance.md: the part between its two marks is a run's; the rest is written by hand."""

from pathlib import Path

from tests.benchmarks import table

BEGINS, ENDS = "<!-- measured: begins -->", "<!-- measured: ends -->"


def write(path: Path, run: table.Run) -> None:
    """Put a run's table into the page."""
    path.write_text(with_table(path.read_text(encoding="utf-8"), run), encoding="utf-8")


def with_table(page: str, run: table.Run) -> str:
    """Return the page with a run's table; ValueError where it lacks the marks."""
    before, begins, rest = page.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise ValueError(f"the page needs {BEGINS} and {ENDS} to say where the table goes")
    when = f"Measured on {run.began:%d %B %Y} ({run.scale}): {run.machine}."
    return f"{before}{BEGINS}\n{when}\n\n{table.markdown(run)}\n{ENDS}{after}"
