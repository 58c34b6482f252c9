"""The files `kith init` writes: a configuration, and a small cohort to begin from."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import tomlkit

from bot.cohort_file import load_cohort
from bot.config import Config, DatabaseSection, load_config, written
from bot.samples import sample

COHORT_FILE, CONFIG_FILE, DATABASE_FILE = "cohort.toml", "kith.toml", "kith.sqlite3"
INVITED_BEFORE = timedelta(days=7)
HOURS = "Mon 18:00-20:00;Thu 12:00-13:30"
"""When the starter's people can meet: without such hours no session could be offered to them."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody answered. `starts_on` is a Monday; `outside` may be empty, and then nothing is scanned."""

    name: str
    timezone: str
    starts_on: date
    weeks: int
    coordinators: tuple[str, ...]
    outside: str = ""


def starter_files(wishes: Wishes, folder: Path) -> dict[str, str]:
    """Return both files by name, checked as `kith check-config` would; BadInput where an answer does not fit."""
    database = DatabaseSection(url=f"sqlite+aiosqlite:///{folder.absolute() / DATABASE_FILE}")
    files = {
        CONFIG_FILE: written(Config(cohorts=(COHORT_FILE,), database=database)),
        COHORT_FILE: _cohort(wishes),
    }
    with TemporaryDirectory(prefix="kith-init-") as place:
        for name, text in files.items():
            (Path(place) / name).write_text(text, encoding="utf-8")
        load_cohort(Path(place) / COHORT_FILE)
        load_config(Path(place) / CONFIG_FILE)
    return files


def handle_from(name: str) -> str:
    """Return a short name for files and commands: letters, digits and dashes, a letter first."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return (words if words[:1].isalpha() else f"cohort-{words}").rstrip("-")[:32].rstrip("-")


def _cohort(wishes: Wishes) -> str:
    invited_on = wishes.starts_on - INVITED_BEFORE
    parts = [
        "# A cohort. Every key is explained in docs/cohort-file.md. Put your own people in the place of these.",
        _table(
            "[cohort]",
            handle=handle_from(wishes.name),
            name=wishes.name,
            timezone=wishes.timezone,
            starts_on=wishes.starts_on,
            weeks=wishes.weeks,
            onboarding_on=invited_on,
        ),
        "# Messages in these groups and channels are scanned for signs that somebody needs help; everybody is told.\n"
        + _table("[safety]", scan=["peers", "help"] if wishes.outside else [], outside=wishes.outside),
        "# One week each; the first has week 1.\n"
        + _table("[on_call]", rotation=[f"C{n}" for n in range(1, len(wishes.coordinators) + 1)]),
        *_people(wishes),
        _table(
            "[[group]]",
            id="peers",
            name="Peers",
            timezone=wishes.timezone,
            members=["L1", "L2", "L3"],
            facilitator="M1",
        ),
        _table("[[pairing]]", mentor="M1", learners=["L1", "L2", "L3"]),
        "# --- the weekly questions: use them as they are, or write your own ---",
        *_prompts(wishes.weeks),
    ]
    return "\n\n".join(parts) + "\n"


def _people(wishes: Wishes) -> list[str]:
    coordinators = [(f"C{n}", name, "coordinator") for n, name in enumerate(wishes.coordinators, 1)]
    others = [("M1", "Mina", "mentor"), ("L1", "Lena", "learner"), ("L2", "Luis", "learner"), ("L3", "Lan", "learner")]
    common: dict[str, object] = {"timezone": wishes.timezone}
    meeting = common | {"availability": HOURS}
    return [
        _table("[[person]]", id=handle, name=name, role=role, **(common if role == "coordinator" else meeting))
        for handle, name, role in (*coordinators, *others)
    ]


def _prompts(weeks: int) -> list[str]:
    """Return a question for every week: the sample's first and last in their places, the others in turn between."""
    questions = tomlkit.parse(sample("spring.toml").read_text(encoding="utf-8")).unwrap()["prompt"]
    first, *between, last = sorted(questions, key=lambda question: question["week"])
    chosen = [first, *(between[n % len(between)] for n in range(weeks - 2)), *([last] if weeks > 1 else [])]
    return [_table("[[prompt]]", **question | {"week": week}) for week, question in enumerate(chosen, 1)]


def _table(header: str, **values: object) -> str:
    return "\n".join([header, *(f"{key} = {_toml(value)}" for key, value in values.items())])


def _toml(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case str() if "\n" in value:
            kept = value.replace("\\", "\\\\").replace('"""', '""\\"')
            return f'"""\n{kept}"""'
        case _:
            return json.dumps(value, ensure_ascii=False)
