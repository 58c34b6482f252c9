"""The repository as the architecture tests look at it: its files and the functions in them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("bot", "adapters", "storage")


@dataclass(frozen=True)
class Function:
    """One function or method: where it is, how long it is with its docstring, and what it takes besides itself."""

    name: str
    lines: int
    parameters: int


def files() -> list[Path]:
    """Every file that is or is about to be in the repository, relative to its root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def modules() -> list[Path]:
    """Every Python file of ours, the tests among them."""
    return [path for path in files() if path.suffix == ".py"]


def lines(path: Path) -> int:
    """Count the lines of a file as an editor does."""
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Every function of a Python file, those inside classes and other functions included."""
    yield from _within(ast.parse((ROOT / path).read_text(encoding="utf-8")), f"{path.as_posix()}:")


def _within(node: ast.AST, prefix: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(prefix + child.name, (child.end_lineno or 0) - child.lineno + 1, _parameters(child))
            yield from _within(child, f"{prefix}{child.name}.")
        else:
            yield from _within(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    taken = function.args
    names = [argument.arg for argument in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
    variable = [argument for argument in (taken.vararg, taken.kwarg) if argument is not None]
    return len(names) + len(variable) - (names[:1] in (["self"], ["cls"]))
