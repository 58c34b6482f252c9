"""From a script's tables to acts and faults in order: read, check, convert."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from bot.cohort_file import CohortFile
from bot.errors import BadInput
from bot.errors import Fault as Wrong
from bot.script_file.rows import Act, Fault, Script
from bot.script_file.sections import ActSection, FaultSection, ScriptSections
from bot.toml_fields import nearest
from bot.toml_file import Key, TomlFile, read_toml
from bot.toml_sections import Section, model_faults, sound_rows

DEEDS = ("says", "edits", "presses", "chooses", "command", "submits", "joins", "leaves")
TROUBLES = ("down", "restart", "dm_closed")
_COMPANIONS = {"in": ("says",), "to": ("edits",), "on": ("presses", "chooses")}
"""Keys that mean something only beside one of these deeds."""


def load_script(path: Path, cohort: CohortFile) -> Script:
    """Read a script for a cohort; BadInput tells every fault at once, with its line."""
    return script_from(read_toml(path), cohort)


def script_from(file: TomlFile, cohort: CohortFile) -> Script:
    """Check what was read and return the script; BadInput tells every fault at once, with its line."""
    zones = {person.id: person.timezone for person in cohort.people}
    channels = [f"#{place}" for place in (*(g.id for g in cohort.groups), *(c.name for c in cohort.channels))]
    acts_read, faults_read = sound_rows(file, "act", ActSection), sound_rows(file, "fault", FaultSection)
    wrong = [
        *model_faults(file, ScriptSections),
        *_found(_wrong_act(file, ("act", n), act, zones, channels) for n, act in acts_read),
        *_found(_wrong_fault(file, ("fault", n), fault, zones, cohort) for n, fault in faults_read),
    ]
    if wrong:
        raise BadInput(sorted(wrong, key=attrgetter("line")))
    acts = _found(_acts(act, file.line(("act", n)), zones) for n, act in acts_read)
    faults = _found(_faults(fault, file.line(("fault", n)), zones, cohort.timezone) for n, fault in faults_read)
    by_time = attrgetter("at")
    return Script(file.source, tuple(sorted(acts, key=by_time)), tuple(sorted(faults, key=by_time)))


def _found(each: Iterable[Iterator[Any]]) -> list[Any]:
    return [one for several in each for one in several]


# --- checks ----------------------------------------------------------------------------------------------------------


def _wrong_act(
    file: TomlFile, key: Key, act: ActSection, zones: Mapping[str, str], channels: list[str]
) -> Iterator[Wrong]:
    done = _given(act, DEEDS)
    yield from _exactly_one(file, key, done, DEEDS)
    for person in act.who:
        if person not in zones:
            yield file.fault((*key, "who"), f"{person} is not in the cohort.", nearest(person, zones))
    for zone in dict.fromkeys(zones[person] for person in act.who if person in zones):
        for problem, remedy in act.at.faults(zone):
            yield file.fault((*key, "at"), problem, remedy)
    for companion, deeds in _COMPANIONS.items():
        if companion in _written(act) and not set(deeds) & set(done):
            yield file.fault((*key, companion), f"has no meaning without `{'` or `'.join(deeds)}`.")
    if act.edits is not None and act.to is None:
        yield file.fault((*key, "edits"), "needs `to`: what the message says now.")
    if act.in_ is not None and act.in_ not in channels:
        yield file.fault((*key, "in"), f"{act.in_} is not a channel of the cohort.", nearest(act.in_, channels))


def _wrong_fault(
    file: TomlFile, key: Key, fault: FaultSection, zones: Mapping[str, str], cohort: CohortFile
) -> Iterator[Wrong]:
    yield from _exactly_one(file, key, _given(fault, TROUBLES), TROUBLES)
    if fault.dm_closed is not None and fault.dm_closed not in zones:
        problem = f"{fault.dm_closed} is not in the cohort."
        yield file.fault((*key, "dm_closed"), problem, nearest(fault.dm_closed, zones))
    if fault.restart and fault.until is not None:
        yield file.fault((*key, "until"), "has no meaning with `restart`.")
    if fault.down is not None and fault.until is None:
        yield file.fault(key, "`down` needs `until`: when the platform works again.")
    zone = zones.get(fault.dm_closed or "", cohort.timezone)
    for name, when in (("at", fault.at), ("until", fault.until)):
        for problem, remedy in when.faults(zone) if when else ():
            yield file.fault((*key, name), problem, remedy)
    if fault.until is not None and fault.until.moment(zone) <= fault.at.moment(zone):
        yield file.fault((*key, "until"), "is not after `at`.")


def _exactly_one(file: TomlFile, key: Key, given: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Wrong]:
    if not given:
        yield file.fault(key, "says nothing that happens.", f"Give one of {', '.join(names)}.")
    elif len(given) > 1:
        yield file.fault((*key, given[1]), f"stands beside `{given[0]}`.", "One entry is one thing; write two.")


def _given(section: Section, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(section, name) not in (None, False))


def _written(act: ActSection) -> set[str]:
    return {name.rstrip("_") for name in act.model_fields_set}


# --- conversion ------------------------------------------------------------------------------------------------------


def _acts(act: ActSection, line: int, zones: Mapping[str, str]) -> Iterator[Act]:
    deed = {name: getattr(act, name) for name in (*_given(act, DEEDS), *_given(act, ("to", "on")))}
    moments = {person: act.at.moment(zones[person]) for person in act.who}
    for at in dict.fromkeys(moments.values()):
        together = tuple(person for person, moment in moments.items() if moment == at)
        yield Act(at, together, line, channel=(act.in_ or "").removeprefix("#"), **deed)


def _faults(fault: FaultSection, line: int, zones: Mapping[str, str], zone: str) -> Iterator[Fault]:
    zone = zones.get(fault.dm_closed or "", zone)
    trouble: dict[str, Any] = {name: getattr(fault, name) for name in _given(fault, TROUBLES)}
    if fault.down is not None:
        trouble["down"] = str(fault.down)
    yield Fault(fault.at.moment(zone), line, **trouble)
    if fault.until is not None:
        yield Fault(fault.until.moment(zone), line, is_over=True, **trouble)
