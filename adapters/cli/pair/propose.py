"""`kith pair propose`."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.group import Exit
from adapters.cli.options import FILE, Day, json_option
from adapters.cli.terminal import show_json, show_table, working

if TYPE_CHECKING:
    from bot.domain.pairing import Proposal, Table

SESSION = timedelta(minutes=45)


@click.command("propose")
@click.option("--learners", metavar="L.csv", type=FILE, required=True, help="The learners.")
@click.option("--mentors", metavar="M.csv", type=FILE, required=True, help="The mentors.")
@click.option("--keep", metavar="PAIRS.csv", type=FILE, help="Pairs that stand: learner,mentor and, if wanted, state.")
@click.option("--matrix", metavar="OUT.csv", type=FILE, help="Write the score of every admissible pair here.")
@click.option("--on", metavar="DATE", type=Day(), help="The day whose clocks decide common hours; usually today.")
@json_option
def command(
    learners: Path, mentors: Path, keep: Path | None, matrix: Path | None, on: date | None, as_json: bool
) -> None:
    """Propose a mentor for every learner, with reasons, and prove that no other proposal is better.

    A pair is scored by goals and strengths, stage, style, common hours, format, language and wishes, 100 points in all.
    Nobody is paired against a veto, or with somebody whose hours never meet theirs. Published pairs of PAIRS.csv stay,
    then the total is as large as it can be, then as few proposed pairs change as possible. A coordinator decides.
    The exit code is 1 when no pair is possible.
    """
    from bot.domain.pairing import propose
    from bot.people_file import read_held, read_learners, read_mentors

    day = on or datetime.now(UTC).date()
    people = read_learners(learners, day, SESSION)
    guides = read_mentors(mentors, day, SESSION)
    held = read_held(keep, people, guides) if keep else ()
    since = time.perf_counter()
    with working("Looking for the best pairs"):
        proposal, table = propose(people, guides, held)
    seconds = time.perf_counter() - since
    if matrix:
        _write_matrix(matrix, table)
    if as_json:
        show_json(_as_json(proposal, seconds))
    else:
        _show(proposal)
    if not proposal.pairs:
        raise click.exceptions.Exit(Exit.FINDING)


def _as_json(proposal: "Proposal", seconds: float) -> dict[str, object]:
    from bot.wording import pairing as wording

    return {
        "pairs": [
            {
                "learner": pair.learner,
                "mentor": pair.mentor,
                "score": pair.points,
                "reasons": {str(criterion): points for criterion, points in pair.reasons.items()},
            }
            for pair in proposal.pairs
        ],
        "unpaired": [{"learner": one.learner, "why": wording.without_mentor(one.why)} for one in proposal.unpaired],
        "total": proposal.total,
        "bound": proposal.bound,
        "optimal": proposal.is_optimal,
        "seconds": round(seconds, 3),
    }


def _show(proposal: "Proposal") -> None:
    from bot.domain.pairing import WEIGHTS
    from bot.wording import pairing as wording

    header = ("Learner", "Mentor", "Points", *(str(criterion) for criterion in WEIGHTS), "")
    rows = [
        (
            pair.learner,
            pair.mentor,
            f"{pair.points:g}",
            *(f"{pair.reasons[criterion]:g}" for criterion in WEIGHTS),
            "stands" if pair.is_held else "",
        )
        for pair in proposal.pairs
    ]
    show_table("Proposed pairs", header, rows)
    for one in proposal.unpaired:
        click.echo(f"{one.learner} has no mentor: {wording.without_mentor(one.why)}")
    if not proposal.pairs:
        return
    proof = "no other proposal has more" if proposal.is_optimal else f"none can have more than {proposal.bound:g}"
    count = len(proposal.pairs)
    click.echo(f"{count} {'pair' if count == 1 else 'pairs'}, {proposal.total:g} points in all; {proof}.")


def _write_matrix(file: Path, table: "Table") -> None:
    from bot.errors import BadInput, Fault

    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            out.write("learner,mentor,score\n")
            for row, learner in enumerate(table.learners):
                for column in table.admissible[row].nonzero()[0]:
                    points = int(table.points[row, column]) / 100
                    out.write(f"{learner.id},{table.mentors[column].id},{points:.2f}\n")
    except OSError as error:
        raise BadInput([Fault(str(file), 0, "", f"cannot be written: {error.strerror}.")]) from None
