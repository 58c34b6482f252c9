"""What must fit together in what is scanned, and who hears of it."""

from collections.abc import Iterator

from bot.cohort_file.checks.looking import known, people_of, places
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.domain.signals import shipped_languages
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import TomlFile


def languages(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the languages no rule packs come for."""
    for number, language in enumerate(sections.safety.languages):
        if language not in (shipped := shipped_languages()):
            said = f'no rule packs come for the language "{language}".'
            yield file.fault(("safety", "languages", number), said, f"There are packs for: {', '.join(shipped)}.")


def scanning(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield places that cannot be scanned, and scanning that nobody outside would hear of."""
    names = places(sections)
    for name in sections.safety.scan:
        if name not in names:
            yield file.fault(("safety", "scan"), f"{name} is not a group or channel.", nearest(name, names))
    if sections.safety.scan and not sections.safety.outside:
        said = "scanning is on, and no outside contact is set."
        yield file.fault(("safety", "scan"), said, 'Add outside = "mailto:…" or "https://…" to [safety].')


def on_call(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield people who cannot be on call, and times that cannot be."""
    coordinators = people_of(sections, Role.COORDINATOR)
    for who in sections.on_call.rotation:
        yield from known(file, ("on_call", "rotation"), who, coordinators, "a coordinator")
    for number, override in enumerate(sections.on_call.override):
        key = ("on_call", "override", number)
        yield from known(file, (*key, "who"), override.who, coordinators, "a coordinator")
        for name, when in (("from", override.from_), ("until", override.until)):
            for problem, remedy in when.faults(sections.cohort.timezone):
                yield file.fault((*key, name), problem, remedy)
        if override.until.moment(sections.cohort.timezone) <= override.from_.moment(sections.cohort.timezone):
            yield file.fault((*key, "until"), "is not after `from`.")
    if len(set(sections.on_call.rotation)) == 1 and not (sections.safety.outside or sections.safety.scan):
        (alone,) = set(sections.on_call.rotation)
        said = f"{alone} alone is on call, and no outside contact is set: a report about {alone} would reach nobody."
        remedy = 'Name one more coordinator, or add outside = "mailto:…" or "https://…" to [safety].'
        yield file.fault(("on_call", "rotation"), said, remedy)
    if not sections.on_call.rotation:
        yield file.fault(("on_call", "rotation"), "nobody is on call.", 'Name the coordinators in turn: ["C1", "C2"].')
