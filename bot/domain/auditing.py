"""The audit report: who looked at what, what changed in how the bot is set up, whose rights want a look. No content."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.cases import Case
from bot.domain.members import Group, Member, MemberState, Role

CONFIG = "config.changed"
"""What the audit log calls a part of the configuration that differs from the last start; the part follows."""
OPERATOR = "operator"
"""Who acts in the audit log where whoever hosts the bot does."""
_LOOKS = (
    *("case.read", "case.excerpt_read", "case.phrase_read", "check_in.words_read"),
    *("survey.words_read", "report.exported", "roster.exported", "audit.read"),
)
_CHANGES = (
    *(CONFIG, "cohort.", "purge.asked", "mydata.deleted", "identity.erased", "texts.erased", "case.held"),
    *("case.erased", "case.phrase_allowed", "audit.trimmed"),
)


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the audit log, as far as the report goes: who did what about what, by id."""

    at: datetime
    actor_id: str
    what: str
    subject_id: str

    @property
    def kind(self) -> str:
        """What was done, without its details."""
        return self.what.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose rights want a look, by name: coordinators in all, off the rota, who did nothing; who looks after groups."""

    coordinators: tuple[str, ...] = ()
    off_rota: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What one reader may know of a span of the log. `looks`: how often who did what; `broken_at`: a row, or None."""

    since: date
    until: date
    looks: tuple[tuple[str, str, int], ...] = ()
    changes: tuple[tuple[str, int], ...] = ()
    rights: Rights = Rights()
    broken_at: int | None = None


def visible(rows: Iterable[Done], cases: Iterable[Case], reader_id: str) -> list[Done]:
    """Leave out every row about a case that is kept from the reader; without a reader, from anybody at all."""
    kept = {case.id for case in cases if (reader_id in case.kept_from if reader_id else case.kept_from)}
    return [row for row in rows if row.subject_id not in kept]


def looks(rows: Iterable[Done], names: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """Count who looked at what, by name, the most often first."""
    counted = Counter((names.get(row.actor_id, ""), row.kind) for row in rows if row.kind in _LOOKS)
    found = [(who, what, count) for (who, what), count in counted.items()]
    return tuple(sorted(found, key=lambda each: (-each[2], each[0], each[1])))


def changes(rows: Iterable[Done]) -> tuple[tuple[str, int], ...]:
    """Count what changed in how the bot is set up and in what it holds; parts of the configuration by their name."""
    counted = Counter(row.what if row.kind == CONFIG else row.kind for row in rows if row.what.startswith(_CHANGES))
    return tuple(sorted(counted.items()))


def rights(people: Sequence[Member], groups: Sequence[Group], rota: Iterable[str], rows: Sequence[Done]) -> Rights:
    """Say whose rights want a look. `rota` by handle; `rows` are those the reader may know of: nothing shows through.

    A coordinator who is on no rota, or did nothing in all that time, may not need the right; a group may be looked
    after by somebody who left, or by a learner.
    """
    on_rota, acted = set(rota), {row.actor_id for row in rows}
    coordinators = [one for one in people if one.role is Role.COORDINATOR and one.is_reachable]
    by_id = {one.id: one for one in people}
    facilitators = [by_id[group.facilitator_id] for group in groups if group.facilitator_id in by_id]
    return Rights(
        coordinators=tuple(one.name for one in coordinators),
        off_rota=tuple(one.name for one in coordinators if one.handle not in on_rota),
        unused=tuple(one.name for one in coordinators if one.id not in acted),
        facilitators=tuple(
            one.name for one in facilitators if one.role is Role.LEARNER or one.state is MemberState.LEFT
        ),
    )
