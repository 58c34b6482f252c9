"""The import contracts of pyproject.toml hold, and each of them can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

# The contract, the module that breaks it, and the line with which it does.
VIOLATIONS = [
    ("adapters and storage know the core, never the other way round", "bot/flows/planted.py", "import storage"),
    ("only adapters.cli puts storage into the house", "adapters/local/planted.py", "import storage"),
    ("adapters do not know each other", "adapters/local/planted.py", "import adapters.cli"),
    ("the core knows no platform, database, scheduler or web library", "bot/domain/planted.py", "import sqlalchemy"),
    ("the domain neither waits nor reads nor writes", "bot/domain/planted.py", "import asyncio"),
    ("the core has one direction", "bot/wording/planted.py", "import bot.flows"),
    ("the core has one direction", "bot/somewhere_new.py", ""),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    options = ["--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def broken(checked: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [line.partition(" BROKEN") for line in checked.stdout.splitlines()]
    return {name for name, found, _ in lines if found}


def test_the_import_contracts_hold() -> None:
    checked = lint(ROOT)

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("contract", "module", "line"), VIOLATIONS)
def test_a_planted_violation_is_found(copy: Path, contract: str, module: str, line: str) -> None:
    planted = copy / module
    planted.parent.mkdir(exist_ok=True)
    (planted.parent / "__init__.py").touch()
    planted.write_text(f"{line}\n")

    checked = lint(copy)

    assert checked.returncode == 1
    assert contract in broken(checked), checked.stdout + checked.stderr
