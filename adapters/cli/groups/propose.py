"""`kith groups propose`."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.group import Exit
from adapters.cli.options import FILE, Day, json_option
from adapters.cli.terminal import show_json, working

if TYPE_CHECKING:
    from bot.domain.grouping import Member, Rules, Sizes

MEETING = timedelta(minutes=45)


class SizeRange(click.ParamType["Sizes"]):
    """How many people a group has, as people write it: `4-5`, `4`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Sizes":
        """Read the sizes; a usage error says what was expected."""
        from bot.domain.grouping import Sizes

        parts = str(value).split("-")
        if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts):
            self.fail(f'"{value}" is not a size like 4-5.', param, ctx)
        sizes = Sizes(int(parts[0]), int(parts[-1]))
        if not 2 <= sizes.least <= sizes.most <= 12:
            self.fail(f'"{value}" is not a size from 2 to 12, the smaller number first.', param, ctx)
        return sizes


@click.command("propose")
@click.option(
    "--members", metavar="P.csv", type=FILE, required=True, help="The people; mentors among them are left out."
)
@click.option("--size", metavar="N-M", type=SizeRange(), default="4-5", show_default=True, help="People in a group.")
@click.option(
    "--stages", type=click.Choice(["close", "mixed"]), default="close", show_default=True, help="Who suits whom."
)
@click.option("--seed", metavar="N", type=int, default=0, help="Another number may find other groups as good.")
@click.option("--on", metavar="DATE", type=Day(), help="The day whose clocks decide common hours; usually today.")
@click.option("--csv", "out", metavar="OUT.csv", type=FILE, help="Write group,member,score here.")
@json_option
def command(
    members: Path, size: "Sizes", stages: str, seed: int, on: date | None, out: Path | None, as_json: bool
) -> None:
    """Propose small groups, the worst as good as it can be, with reasons and how good any could be.

    As many people as possible have a place, then the worst group has as many points as can be found, then the mean. A
    group is scored by common hours, a shared goal, stage, language and experience, 100 points in all. Nobody is put
    with somebody they asked not to be with, and everybody in a group can meet at one hour of the week. The same people
    and the same seed give the same groups. A coordinator decides. The exit code is 1 when no group is possible.
    """
    from adapters.cli.groups.showing import as_values, show, write
    from bot.domain.grouping import Rules, Stages, propose
    from bot.people_file import read_members

    people = read_members(members, on or datetime.now(UTC).date(), MEETING)
    rules = Rules(size, Stages(stages))
    _check_enough(members, people, rules)
    since = time.perf_counter()
    with working("Looking for good groups"):
        proposal = propose(people, rules, seed)
    seconds = time.perf_counter() - since
    if out:
        write(out, proposal)
    if as_json:
        show_json(as_values(proposal, seconds))
    else:
        show(proposal)
    if not proposal.groups:
        raise click.exceptions.Exit(Exit.FINDING)


def _check_enough(file: Path, people: "tuple[Member, ...]", rules: "Rules") -> None:
    from bot.errors import BadInput, Fault
    from bot.wording import grouping as wording

    if not rules.sizes.most_placed(len(people)):
        said, enough = wording.too_few(len(people), rules.sizes), wording.enough(len(people), rules.sizes)
        raise BadInput([Fault(str(file), 0, "", said, enough)])
