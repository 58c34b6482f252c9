"""`kith init`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from adapters.cli.options import FILE

if TYPE_CHECKING:
    from adapters.cli.starter import Wishes

NOTICE = timedelta(days=14)
NOBODY = "nobody"
MAKE_KEY = "export KITH_KEY=\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(32))')\""
_T = TypeVar("_T", str, int, date, tuple[str, ...])


@click.command("init")
@click.option("--folder", metavar="DIR", type=FILE, default=Path(), help="Where to write the files; usually here.")
@click.option("--name", metavar="TEXT", help="The cohort's name.")
@click.option("--timezone", metavar="ZONE", help="Its time zone, like Europe/Lisbon.")
@click.option("--starts-on", metavar="DATE", help="The Monday of week 1.")
@click.option("--weeks", metavar="N", help="How many weeks it lasts.")
@click.option("--coordinators", metavar="NAMES", help="Who runs it, separated by commas.")
@click.option("--outside", metavar="ADDRESS", help="mailto: or https: address told when nobody takes a case.")
@click.option("--yes", is_flag=True, help="Do not ask; take what is usual for everything that is not given.")
def command(folder: Path, yes: bool, **given: str | None) -> None:
    """Ask a few questions, then write a configuration and a starter cohort file.

    Both pass `kith check-config`, and nothing that is there is overwritten.
    """
    from adapters.cli.starter import COHORT_FILE, CONFIG_FILE, starter_files

    _refuse_to_overwrite([folder / CONFIG_FILE, folder / COHORT_FILE])
    wishes = _wishes(given, ask=not yes)
    for name, text in starter_files(wishes, folder).items():
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
    click.echo(_next_steps(folder, wishes))


def _refuse_to_overwrite(paths: list[Path]) -> None:
    there = [str(path) for path in paths if path.exists()]
    if there:
        both, are, them = " and ".join(there), *(("is", "it") if len(there) == 1 else ("are", "them"))
        raise click.UsageError(f"{both} {are} there already. Name another --folder, or move {them} away.")


def _wishes(given: Mapping[str, str | None], *, ask: bool) -> "Wishes":
    """Read what was given; ask for the rest, or take what is usual."""
    from adapters.cli.starter import Wishes

    def wish(name: str, question: str, usual: str, read: Callable[[str], _T]) -> _T:
        told = given[name]
        if told is None and ask:
            return click.prompt(question, default=usual, value_proc=read, err=True)
        try:
            return read(usual if told is None else told)
        except click.UsageError as problem:
            raise click.UsageError(f"--{name.replace('_', '-')}: {problem.message}") from None

    name = wish("name", "What is the cohort called?", "First cohort", _words)
    zone = wish("timezone", "Its time zone?", _zone_here(), _zone)
    starts_on = wish("starts_on", "The Monday it starts on?", _coming_monday().isoformat(), _monday)
    weeks = wish("weeks", "How many weeks?", "8", _weeks)
    who = wish("coordinators", "Who runs it? Names, separated by commas", "Cora, Cem", _names)
    told = "Whom to tell when nobody takes a case? mailto:… or https:…, or nobody"
    return Wishes(name, zone, starts_on, weeks, who, wish("outside", told, NOBODY, partial(_outside, who)))


def _words(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > 80:
        raise click.UsageError("A name has 1 to 80 letters.")
    return text.strip()


def _zone(text: str) -> str:
    from bot.domain.schedule import nearest_zone, valid_zone

    if valid_zone(text):
        return text
    near = nearest_zone(text)
    hint = f"Did you mean {near}?" if near else "Zones are written like Europe/Lisbon."
    raise click.UsageError(f"{text} is not a time zone. {hint}")


def _zone_here() -> str:
    """Return this machine's zone, UTC where it cannot be told."""
    from bot.domain.schedule import valid_zone

    zone = str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2]
    return zone if valid_zone(zone) else "UTC"


def _coming_monday() -> date:
    from adapters.clock import SystemClock

    day = SystemClock().now().date() + NOTICE
    return day + timedelta(days=-day.weekday() % 7)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text} is not a date like 2026-03-02.") from None
    if day.weekday():
        near = day - timedelta(days=day.weekday())
        raise click.UsageError(
            f"{day} is a {day:%A}, and weeks begin on Mondays: {near} or {near + timedelta(days=7)}."
        )
    return day


def _weeks(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= 52):
        raise click.UsageError("A cohort has 1 to 52 weeks.")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(_words(name) for name in text.split(","))


def _outside(coordinators: Sequence[str], text: str) -> str:
    if text.strip() in ("", NOBODY):
        if len(coordinators) == 1:
            raise click.UsageError("With one coordinator a report about them would reach nobody: write an address.")
        return ""
    if not text.startswith("https://") and not (text.startswith("mailto:") and "@" in text):
        raise click.UsageError("Write an address like mailto:help@example.org or https://example.org/hook.")
    return text.strip()


def _next_steps(folder: Path, wishes: "Wishes") -> str:
    from adapters.cli.starter import COHORT_FILE, CONFIG_FILE

    config, cohort = folder / CONFIG_FILE, folder / COHORT_FILE
    steps = [
        f"Put your own people into {cohort}, then check it: kith check-config {config}",
        f"See what they will be sent: kith preview {cohort}",
        f"Make a key, and keep it safe: {MAKE_KEY}",
        f"Look whether all is well: kith doctor --config {config}",
        f"Start the bot: kith run --config {config}",
    ]
    if wishes.outside.startswith("mailto:"):
        steps.insert(3, f"Name your mail server under [email] in {config}; its password goes into KITH_SMTP_PASSWORD")
    if not wishes.outside:
        steps.insert(1, f"Choose an outside contact under [safety] in {cohort}: until then no channel is scanned")
    numbered = [f"  {number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join([f"Wrote {config} and {cohort}. What is next:", *numbered])
