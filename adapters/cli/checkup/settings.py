"""The files: the configuration and the cohorts it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.cli.checkup.note import Note
from adapters.cli.pack.loading import not_used, rulebook, told
from bot.cohort_file import CohortFile, load_cohorts
from bot.config import Config, config_from
from bot.errors import BadInput, Fault
from bot.toml_file import TomlFile, read_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """What could be read, and what is to say about it."""

    config: Config | None
    cohorts: tuple[CohortFile, ...]
    notes: tuple[Note, ...]


def settings(path: Path) -> Settings:
    """Read the configuration and its cohort files; faults become findings."""
    try:
        toml = read_toml(path)
        config = config_from(toml)
    except BadInput as problem:
        return Settings(None, (), tuple(_findings(problem.faults)))
    notes = [Note("configuration", f"{path} is sound.")]
    cohorts: tuple[CohortFile, ...] = ()
    try:
        cohorts = load_cohorts(map(Path, config.cohorts))
        notes += [Note("cohort file", f"{name} is sound.") for name in config.cohorts]
    except BadInput as problem:
        notes += _findings(problem.faults)
    if not config.cohorts:
        notes.append(
            Note("configuration", "No cohort is named.", f'Write `cohorts = ["cohort.toml"]` at the top of {path}.')
        )
    return Settings(config, cohorts, (*notes, *_rules(toml, config, cohorts)))


def _rules(toml: TomlFile, config: Config, cohorts: Sequence[CohortFile]) -> list[Note]:
    """Look at the operator's own packs: a bot at work keeps what it had where they do not load."""
    try:
        book = rulebook(toml, config, cohorts)
    except BadInput as problem:
        return _findings(problem.faults)
    return [Note("rules", f"{line[:1].upper()}{line[1:]}") for line in told(book)] + _findings(not_used(book))


def mail(config: Config, cohorts: Sequence[CohortFile]) -> list[Note]:
    """Look whether an outside contact by e-mail can be reached at all."""
    by_mail = [file.handle for file in cohorts if file.plan.safety.outside.startswith("mailto:")]
    if by_mail and not config.email.host:
        what = f"The outside contact of {', '.join(by_mail)} is an e-mail address, and no mail server is configured."
        return [Note("outside contact", what, "Set `host` and `from` under [email], and KITH_SMTP_PASSWORD.")]
    return []


def _findings(faults: Sequence[Fault]) -> list[Note]:
    return [
        Note("file", str(Fault(f.source, f.line, f.key, f.problem)), f.remedy or "Mend that line, then look again.")
        for f in faults
    ]
