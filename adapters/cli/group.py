"""The commands of `kith`, and what becomes of their errors: sentences and exit codes."""

import os
import traceback
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import click

from adapters.cli.lazy import LazyGroup
from bot.errors import BadInput, EnvironmentProblem, KithError


class Exit(IntEnum):
    """What a command's exit code says."""

    FINE = 0
    FINDING = 1
    BAD_INPUT = 2
    ENVIRONMENT = 3
    STOPPED = 130


# The help lines stand here too, so that `kith --help` imports nothing; a test compares them with the commands' own.
COMMANDS: Mapping[str, str] = {
    "demo": "Show a sample cohort in a chat workspace in the browser; no account is needed.",
    "run": "Run the bot on every platform the configuration turns on.",
    "init": "Ask a few questions, then write a configuration and a starter cohort file.",
    "check-config": "Check a configuration, cohort or script file; tell every fault with its line.",
    "doctor": "Look for what would keep the bot from doing its work, and say how to mend it.",
    "simulate": "Play a cohort on a simulated clock, and show what was sent and what came of it.",
    "preview": "Show who will be sent what, and when.",
    "explain": "Say why somebody got a message, or why nothing came.",
    "report": "Write what came of a cohort: attendance, check-ins, taking part, surveys, help.",
    "pair": "Find mentors for learners, on paper.",
    "groups": "Bring people into small groups, on paper.",
    "roster": "The people of a cohort as a spreadsheet, in and out.",
    "progress": "Bring in how far learners have come.",
    "token": "Let other programs in, and out again.",
    "pack": "Try, use and exchange the rule packs that find worrying sentences.",
    "audit": "Look after the record of who looked at or changed what.",
    "emit": "Write what an operator needs elsewhere: links, manifests, files.",
    "backup": "Copy the database to a file, also while the bot runs.",
    "restore": "Put a backup in the place of the database.",
    "purge": "Erase now whatever has had its time, in every cohort.",
    "migrate": "Bring the database to the schema of this version.",
}


class Kith(LazyGroup):
    """Turns whatever goes wrong in a command into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong ends as a sentence on standard error and its exit code."""
        try:
            return super().invoke(ctx)
        except KithError as problem:
            words, code = words_of(problem)
            say(*words)
            ctx.exit(code)
        except (KeyboardInterrupt, click.Abort) as stopped:
            if isinstance(stopped, click.Abort):  # the cursor is still behind a question
                say("")
            say("Stopped.")
            ctx.exit(Exit.STOPPED)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as problem:  # the last door: a person gets a sentence, KITH_DEBUG=1 the whole story
            if os.environ.get("KITH_DEBUG"):
                raise
            words, code = words_of(problem)
            say(*words)
            ctx.exit(code)


def say(*lines: str) -> None:
    """Write lines to standard error."""
    for line in lines:
        click.echo(line, err=True)


def words_of(problem: Exception) -> tuple[Sequence[str], Exit]:
    """Return what is said of a problem that ends a command, and its exit code."""
    match problem:
        case BadInput(faults=faults):
            return [str(fault) for fault in faults], Exit.BAD_INPUT
        case EnvironmentProblem():
            return [str(problem)], Exit.ENVIRONMENT
        case KithError():
            return [str(problem)], Exit.BAD_INPUT
        case _:
            return [_unexpected(problem)], Exit.ENVIRONMENT


def _unexpected(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        about = f"{problem.filename}: " if problem.filename else ""
        return f"The system refused: {about}{problem.strerror}. Mend that, then try again."
    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "an unknown place"
    return (
        f"Something went wrong inside Kith ({type(problem).__name__} at {where}). "
        "Set KITH_DEBUG=1 and try again to see the whole story, and please report it."
    )


@click.group(
    cls=Kith,
    package="adapters.cli",
    texts=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 something was found, 2 wrong usage or bad input, 3 the environment.",
)
@click.version_option(package_name="kith", message="kith %(version)s")
def main() -> None:
    """Kith carries peer groups and mentoring programmes.

    Begin with `kith demo`, or with `kith init` for a cohort of your own.
    """
