"""A cohort's figures as a table, CSV, JSON, a page or a picture; the picture always with its alternative text."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from adapters.chart import picture
from adapters.cli.looking import looking_into, the_cohorts
from bot.domain.cohorts import Cohort
from bot.domain.figures import Figure, figures
from bot.flows.figures import facts, for_everybody
from bot.report_file import as_csv, as_dict
from bot.wording.cohort_report import chart
from bot.wording.voice import Voice

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1b1b }
img { max-width: 100%; height: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ccc }
td:nth-child(n + 4) { text-align: right }
"""


@dataclass(frozen=True)
class Told:
    """A cohort and its figures."""

    cohort: Cohort
    figures: tuple[Figure, ...]

    @property
    def alternative(self) -> str:
        """What the picture shows, in words."""
        return chart(Voice.to(self.cohort), self.figures)

    def table(self) -> list[tuple[str, str, str, str, str]]:
        """Return a row for every figure, in words and numbers."""
        return [
            (
                figure.measure.value.replace("_", " "),
                figure.cut.value,
                figure.name,
                f"{figure.n:g}" if figure.of is None else f"{figure.n:g} of {figure.of}",
                "" if figure.share is None else f"{round(100 * figure.share)} %",
            )
            for figure in self.figures
        ]

    def as_bytes(self, kind: str) -> bytes:
        """Return the report in a format."""
        match kind:
            case "csv":
                return as_csv(self.figures).encode()
            case "json":
                return (json.dumps(as_dict(self.cohort, self.figures), ensure_ascii=False, indent=2) + "\n").encode()
            case "html":
                return self._page().encode()
            case "png":
                return picture(self.figures, self.alternative)
            case _:
                return "".join("\t".join(row) + "\n" for row in self.table()).encode()

    def _page(self) -> str:
        shown = base64.b64encode(picture(self.figures, self.alternative)).decode()
        rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.table())
        return (
            f'<!doctype html>\n<html lang="{escape(self.cohort.language)}">\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{escape(self.cohort.name)}</title>\n'
            f"<style>{_STYLE}</style>\n<h1>{escape(self.cohort.name)}</h1>\n"
            f'<img alt="{escape(self.alternative)}" src="data:image/png;base64,{shown}">\n'
            '<table>\n<tr><th scope="col">Measure<th scope="col">Of<th scope="col">Name<th scope="col">How many'
            f'<th scope="col">Share</tr>\n{rows}\n</table>\n</html>\n'
        )


async def told(url: str, key: bytes, handle: str | None) -> Told:
    """Read a cohort of a database, which is not touched; the newest where none is named."""
    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        cohort = (await the_cohorts(tx, handle, "kith report"))[-1]
        return Told(cohort, figures(await facts(tx, cohort, datetime.now(UTC), for_everybody)))
