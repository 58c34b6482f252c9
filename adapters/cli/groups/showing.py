"""How proposed groups look: a table, JSON, or rows for a spreadsheet."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.terminal import show_table

if TYPE_CHECKING:
    from bot.domain.grouping import Proposal


def as_values(proposal: "Proposal", seconds: float) -> dict[str, object]:
    """Return a proposal as JSON has it."""
    from bot.wording import grouping as wording
    from bot.wording.voice import Voice

    voice = Voice("UTC")
    return {
        "groups": [
            {
                "members": list(group.members),
                "criteria": {str(criterion): points for criterion, points in group.criteria.items()},
                "score": group.points,
            }
            for group in proposal.groups
        ],
        "unplaced": [{"member": one.member, "why": wording.without_group(voice, one)} for one in proposal.unplaced],
        "worst": proposal.worst,
        "mean": proposal.mean,
        "bound_worst": proposal.bound_worst,
        "bound_mean": proposal.bound_mean,
        "violations": list(proposal.violations),
        "seconds": round(seconds, 3),
    }


def show(proposal: "Proposal") -> None:
    """Write a proposal for people to read."""
    from bot.domain.grouping import WEIGHTS
    from bot.wording import grouping as wording
    from bot.wording.voice import Voice

    voice = Voice("UTC")
    header = ("Group", "Members", "Points", *(str(criterion) for criterion in WEIGHTS), "Can meet")
    rows = [
        (
            str(number),
            " ".join(group.members),
            f"{group.points:g}",
            *(f"{group.criteria[criterion]:g}" for criterion in WEIGHTS),
            wording.meets(voice, group.meets),
        )
        for number, group in enumerate(proposal.groups, 1)
    ]
    show_table("Proposed groups, the worst first", header, rows)
    for one in proposal.unplaced:
        click.echo(f"{one.member} has no group: {wording.without_group(voice, one)}")
    if proposal.groups:
        click.echo(wording.in_all(proposal))


def write(file: Path, proposal: "Proposal") -> None:
    """Write a row for each person in a group; BadInput when the file cannot be written."""
    from bot.errors import BadInput, Fault

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(("group", "member", "score"))
            for number, group in enumerate(proposal.groups, 1):
                rows.writerows((number, member, f"{group.points:.2f}") for member in group.members)
    except OSError as error:
        raise BadInput([Fault(str(file), 0, "", f"cannot be written: {error.strerror}.")]) from None
