"""What holds for every command: help, typos, exit codes, and a quick start."""

import subprocess
import sys

import click
import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.cli import group, main
from adapters.cli.group import COMMANDS
from bot.errors import BadInput, EnvironmentProblem, Fault, KithError
from tests.adapters.cli.conftest import Kith

HEAVY = "pydantic sqlalchemy alembic rich httpx uvicorn starlette apscheduler jinja2 tomlkit numpy scipy bot.domain"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_reads_well(kith: Kith, command: str, snapshot: SnapshotAssertion) -> None:
    done = kith(*command.split(), "--help")

    assert done.exit_code == 0
    assert done.stdout == snapshot


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.name == name
    assert (command.help or "").partition("\n\n")[0].replace("\n", " ") == COMMANDS[name]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["simulat"], *([name, "--help"] for name in COMMANDS)]
)
def test_help_and_typos_load_nothing_heavy(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['kith', *{arguments!r}]\n"
        "from adapters.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == "[]"


def test_python_dash_m_bot_is_the_same_program() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("kith ")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("simulat", "Did you mean `kith simulate`?"),
        ("BACKUP", "Did you mean `kith backup`?"),
        ("checkconfig", "Did you mean `kith check-config`?"),
        ("xyzzy", "`kith --help` lists them."),
        ("frobnicate", "`kith --help` lists them."),
    ],
)
def test_a_typo_is_told_with_the_nearest_command(kith: Kith, typed: str, hint: str) -> None:
    done = kith(typed)

    assert done.exit_code == 2
    assert hint in done.stderr
    assert done.stdout == ""


def test_an_unknown_option_is_wrong_usage(kith: Kith) -> None:
    done = kith("doctor", "--jsn")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "--json" in done.stderr


FAULTS = [Fault("a.toml", 3, "weeks", "is missing."), Fault("a.toml", 9, "zone", "is none.", "Did you mean UTC?")]


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (BadInput(FAULTS), 2, "a.toml:3: weeks: is missing.\na.toml:9: zone: is none. Did you mean UTC?\n"),
        (EnvironmentProblem("The database is away. Start it."), 3, "The database is away. Start it.\n"),
        (KithError("That cannot be. Try this."), 2, "That cannot be. Try this.\n"),
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (click.Abort(), 130, "\nStopped.\n"),
        (PermissionError(13, "Permission denied", "/x"), 3, "The system refused: /x: Permission denied. "),
        (ValueError("something a person wrote"), 3, "Something went wrong inside Kith (ValueError at "),
    ],
)
def test_whatever_goes_wrong_ends_as_a_sentence_and_a_code(
    kith: Kith, monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int, said: str
) -> None:
    @click.command("doctor")
    def failing() -> None:
        raise problem

    monkeypatch.setattr(group.Kith, "get_command", lambda *_: failing)

    done = kith("doctor")

    assert done.exit_code == code
    assert done.stderr.startswith(said)
    assert "a person wrote" not in done.stderr
    assert done.stdout == ""
