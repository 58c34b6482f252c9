"""`kith check-config`."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE, chosen_config, json_option
from adapters.cli.terminal import show_json

if TYPE_CHECKING:
    from bot.cohort_file import CohortFile
    from bot.config import Config
    from bot.errors import Fault
    from bot.toml_file import TomlFile


@click.command("check-config")
@click.argument("file", metavar="[FILE]", type=FILE, required=False)
@click.option("--cohort", metavar="COHORT.toml", type=FILE, help="For a script file: the cohort it is played with.")
@json_option
@click.pass_context
def command(ctx: click.Context, file: Path | None, cohort: Path | None, as_json: bool) -> None:
    """Check a configuration, cohort or script file; tell every fault with its line.

    What a file is, its content says; without one it is kith.toml here. With a configuration its
    cohort files are checked too. Nothing is changed, and nothing is started.
    """
    file = chosen_config(file)
    from bot.errors import BadInput
    from bot.toml_file import read_toml

    kind = "TOML"
    try:
        toml = read_toml(file)
        kind = _kind(toml)
        warnings = _checked(kind, toml, cohort)
    except BadInput as problem:
        if not as_json:
            raise
        show_json(_as_json(file, kind, problem.faults, ()))
        ctx.exit(2)
    if as_json:
        show_json(_as_json(file, kind, (), [warning for _, warning in warnings]))
        return
    for source, warning in warnings:
        click.echo(f"{source}: {warning}")
    click.echo(f"{file} is a sound {kind} file.")


def _kind(toml: "TomlFile") -> str:
    """Tell what a file is by the tables it has; what is neither is a configuration."""
    if "act" in toml.data or "fault" in toml.data:
        return "script"
    if "cohort" in toml.data or "person" in toml.data:
        return "cohort"
    return "configuration"


def _checked(kind: str, toml: "TomlFile", cohort: Path | None) -> tuple[tuple[str, str], ...]:
    """Return the warnings, each with the file it is about; BadInput tells every fault."""
    from bot.cohort_file import cohort_from, load_cohort
    from bot.script_file import script_from

    match kind:
        case "script":
            script_from(toml, load_cohort(cohort or _beside(Path(toml.source))))
            return ()
        case "cohort":
            return tuple((toml.source, warning) for warning in cohort_from(toml).warnings)
        case _:
            return _configuration(toml)


def _configuration(toml: "TomlFile") -> tuple[tuple[str, str], ...]:
    """Check a configuration and, whether it is sound or not, every cohort file it names that is there."""
    from adapters.cli.pack.loading import not_used, rulebook, told
    from bot.cohort_file import load_cohorts
    from bot.config import cohort_paths, config_from
    from bot.errors import BadInput

    faults: list[Fault] = []
    warnings: list[tuple[str, str]] = []
    config: Config | None = None
    cohorts: tuple[CohortFile, ...] = ()
    try:
        config = config_from(toml)
    except BadInput as problem:
        faults += problem.faults
    if not cohort_paths(toml):
        nothing = "it opens no cohort. Name cohort files in `cohorts`, or let `kith init` write one."
        warnings.append((toml.source, nothing))
    try:
        cohorts = load_cohorts(cohort_paths(toml))
        warnings += [(file.source, each) for file in cohorts for each in file.warnings]
    except BadInput as problem:
        faults += problem.faults
    if config is not None:
        try:
            book = rulebook(toml, config, cohorts)
            warnings += [(toml.source, each) for each in (*told(book), *map(str, not_used(book)))]
        except BadInput as problem:
            faults += problem.faults
    if faults:
        raise BadInput(faults)
    return tuple(warnings)


def _beside(script: Path) -> Path:
    """Return the cohort file a script lies beside: spring.toml for spring.script.toml."""
    cohort = script.with_name(script.name.replace(".script.toml", ".toml"))
    if cohort == script or not cohort.exists():
        raise click.UsageError(f"{script} is a script: name the cohort file it is played with, --cohort COHORT.toml.")
    return cohort


def _as_json(file: Path, kind: str, faults: "Iterable[Fault]", warnings: Iterable[str]) -> dict[str, object]:
    told = [{"file": f.source, "line": f.line, "key": f.key, "problem": f.problem, "remedy": f.remedy} for f in faults]
    return {"file": str(file), "kind": kind, "faults": told, "warnings": list(warnings)}
