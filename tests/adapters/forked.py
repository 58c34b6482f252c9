"""What a forked process becomes: `kith` with these arguments. Importing this imports all that `kith run` needs."""

import gc
import os
from importlib import import_module
from multiprocessing.connection import Connection

import pytest

import adapters.cli.demo
import adapters.cli.discord_service
import adapters.cli.run
import adapters.cli.service
import adapters.cli.slack_service  # noqa: F401 - all of these are imported once, for every fork
from adapters.cli import main
from adapters.cli.house import ENGLISH
from bot.flows import all_routes

ENGLISH.packs()
all_routes()
gc.collect()
gc.freeze()  # what all forks share none of them looks through: that took two thirds of a start


def become(arguments: list[str], environment: dict[str, str], log: str, says: Connection, mutant: str = "") -> None:
    """Run `kith`; its output goes to `says`, its log to a file. `mutant` names a function of `tests/core/mutants.py`,
    or of another module ("tests.adapters.cli.deaf:deaf")."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    os.dup2(says.fileno(), 1)
    says.close()
    if mutant:
        module, _, name = mutant.rpartition(":")
        getattr(import_module(module or "tests.core.mutants"), name)(pytest.MonkeyPatch())
    main(arguments)
