"""Writes the reference pages from the models they describe; tests compare them with what stands in docs/."""

import inspect
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.cohort_file.sections import CohortSections
from bot.config import Config
from bot.flows import all_routes
from bot.people_file.progress import ProgressColumns
from bot.people_file.sections import EverybodyColumns, HeldColumns, LearnerColumns, MentorColumns
from bot.script_file.sections import ScriptSections
from tests.docs import controls, faults

ROOT = Path(__file__).parents[2]
TABLE_BEGINS, TABLE_ENDS = "<!-- commands -->\n", "<!-- /commands -->"
ROOTS = ("peer", "mentor", "coord")
COHORT_INTRO = """# The cohort file

One TOML file holds everything a cohort starts from. `kith check-config FILE` names every fault with its line.
The sample, `bot/samples/spring.toml`, is a complete example. Keys without a default must be given.
"""
SCRIPT_INTRO = """# The script file

What people of a cohort did and when, for `kith simulate COHORT.toml --script SCRIPT.toml`. The sample,
`bot/samples/spring.script.toml`, is a complete example.

```toml
[[act]]
at = "2026-03-05 12:10"        # on the person's own clock
who = ["L01", "L02"]
presses = "Going fine"
on = "check_in.open"

[[fault]]
at = "2026-03-09 06:00 UTC"
until = "2026-03-09 12:00 UTC"
down = "local"
```
"""
CONFIG_INTRO = """# The configuration

What an operator sets, in `kith.toml`. Secrets are in the environment: `KITH_KEY`, `KITH_SMTP_PASSWORD`,
`KITH_DISCORD_TOKEN`, `KITH_SLACK_BOT_TOKEN`, `KITH_SLACK_APP_TOKEN`, `KITH_SLACK_SIGNING_SECRET`,
`KITH_SLACK_CLIENT_SECRET`, `KITH_WEBHOOK_SECRET`.
`config.example.toml` holds every key with its default.
"""
PEOPLE_INTRO = """# Files of people

Spreadsheets as CSV in UTF-8, header first; lists are separated by `;`. Between cells may stand commas, tabs or, as
spreadsheets in many languages write them, semicolons: then a list in a cell is in quotes. A fault is told with file,
line and column, all at once, and nothing is proposed. Empty cells mean the default; columns without a default must be
filled.

`kith groups propose --members P.csv` writes, with `--csv OUT.csv`, the columns `group`, `member` and `score`;
`kith pair propose` writes, with `--matrix OUT.csv`, `learner`, `mentor` and `score` of every pair that may be.

What groups are scored by, 100 points in all: the longest stretch of hours in which everybody can begin to meet (30,
whole from five quarters of an hour), the goal most share (25), stages that lie close, or with `--stages mixed` differ
(20), the language most read (15), and an experience that at least two share (10). Who said nothing counts half.

`kith roster import FILE.csv` says for each row whether it is new, changed, unchanged or refused, and takes up all rows
or none; `--dry-run` only says it. A second time nothing changes. An empty cell leaves things as they are, and what
people said themselves when they started (zone, country, language, hours, style, format) is not overruled. Whoever is
not in the file stays. With `--format moodle` it reads a course's participants as Moodle exports them (`First name`,
`Last name`, `ID number` or `Username`, `Roles`) or the columns of its upload of users; with `--format canvas` the
gradebook's export (`Student`, `SIS User ID`, `SIS Login ID` or `ID`) or `users.csv` of a SIS import. Other columns
are left alone, and addresses are never taken; an id that begins with a digit gets an `L`, `M` or `C` before it. In the
chat, `/coord cohort import` takes pasted rows, since commands there bring no files.
"""
PEOPLE_FILES = {
    "Learners: `kith pair propose --learners`": LearnerColumns,
    "Mentors: `kith pair propose --mentors`": MentorColumns,
    "Pairs that stand: `kith pair propose --keep`": HeldColumns,
    "Everybody: `kith roster import`, `kith groups propose --members`": EverybodyColumns,
    "How far learners have come: `kith progress import`": ProgressColumns,
}


def commands_table() -> str:
    """Return every chat command with its help, as Markdown."""
    commands = sorted(all_routes().described().values(), key=lambda c: (ROOTS.index(c.root), c.name))
    rows = "".join(f"| `{command.usage}` | {command.summary} |\n" for command in commands)
    return f"\n| Command | What it does |\n|---|---|\n{rows}\n"


def pages() -> Mapping[str, str]:
    """Return the reference pages by their name in docs/."""
    return {
        "cohort-file.md": COHORT_INTRO + "".join(_sections(CohortSections, "")),
        "script-file.md": SCRIPT_INTRO + "".join(_sections(ScriptSections, "")),
        "people-files.md": PEOPLE_INTRO + "".join(_columns(title, model) for title, model in PEOPLE_FILES.items()),
        "faults.md": faults.page(),
        "security.md": controls.page(),
        "configuration.md": CONFIG_INTRO + "".join(_sections(Config, "")),
    }


def write() -> None:
    """Bring the pages and the README's table of commands up to date."""
    for name, page in pages().items():
        (ROOT / "docs" / name).write_text(page, encoding="utf-8")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    after = rest.partition(TABLE_ENDS)[2]
    readme.write_text(f"{before}{TABLE_BEGINS}{commands_table()}{TABLE_ENDS}{after}", encoding="utf-8")


def _columns(title: str, model: type[BaseModel]) -> str:
    return f"\n## {title}\n\n| Column | Default | What it is |\n|---|---|---|\n" + "".join(_rows(model))


def _rows(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if _model(field.annotation) is None:
            default = "" if field.is_required() else f"`{_shown(field.default)}`"
            yield f"| `{field.alias or name}` | {default} | {' '.join((field.description or '').split())} |\n"


def _sections(model: type[BaseModel], path: str) -> Iterator[str]:
    plain = {name: field for name, field in model.model_fields.items() if _model(field.annotation) is None}
    if plain:
        about = _about(model) if path else ""
        yield f"\n## `{path or 'top level'}`\n\n{about}\n\n| Key | Default | What it is |\n|---|---|---|\n"
        yield from _rows(model)
    for name, field in model.model_fields.items():
        inner = _model(field.annotation)
        if inner is not None:
            yield from _sections(inner, f"{path}.{field.alias or name}".lstrip("."))


def _about(model: type[BaseModel]) -> str:
    return (inspect.getdoc(model) or "").partition("\n")[0].partition(": ")[2].capitalize()


def _model(annotation: object) -> type[BaseModel] | None:
    for kind in (annotation, *typing.get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _shown(value: object) -> str:
    if value in (None, "", (), frozenset()):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    write()
