"""Files and functions stay small, and the repository holds nothing that belongs elsewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.exemptions import LONG_FILES, LONG_FUNCTIONS, MANY_PARAMETERS
from tests.architecture.tree import PACKAGES, ROOT, Function, files, functions, lines, modules

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 45
MOST_PARAMETERS = 7
TOP_LEVEL = {
    *("bot", "adapters", "storage", "tests", "docs", ".ci"),
    *("pyproject.toml", "uv.lock", "Makefile", "config.example.toml", ".gitignore", ".pre-commit-config.yaml"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"),
}
MACHINE_PATH = re.compile(r"(?<![\w./>-])/(?:work|root|home|Users)/\w|[A-Z]:\\\\?Users")
HOST = re.compile(r"https?://([^/\"\s]+)")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}


def test_no_file_is_long_without_a_reason() -> None:
    long = {path.as_posix() for path in modules() if lines(path) > MOST_LINES}

    assert long == LONG_FILES.keys()


@pytest.fixture(scope="module")
def shipped() -> list[Function]:
    return [function for path in modules() if path.parts[0] in PACKAGES for function in functions(path)]


def test_no_function_is_long_without_a_reason(shipped: list[Function]) -> None:
    long = {function.name for function in shipped if function.lines > MOST_LINES_OF_A_FUNCTION}

    assert long == LONG_FUNCTIONS.keys()


def test_no_function_takes_much_without_a_reason(shipped: list[Function]) -> None:
    greedy = {function.name for function in shipped if function.parameters > MOST_PARAMETERS}

    assert greedy == MANY_PARAMETERS.keys()


@pytest.mark.parametrize("reasons", [LONG_FILES, LONG_FUNCTIONS, MANY_PARAMETERS])
def test_an_exemption_says_why(reasons: dict[str, str]) -> None:
    assert [name for name, why in reasons.items() if len(why.split()) < 3] == []


def test_functions_are_measured_wherever_they_are(tmp_path: Path) -> None:
    source = (
        "class A:\n    async def f(self, a, /, b, *c, d=1, **e):\n        def g():\n            ...\n        return g\n"
    )
    (tmp_path / "a.py").write_text(source)

    found = [(f.name.partition(":")[2], f.lines, f.parameters) for f in functions(tmp_path / "a.py")]

    assert found == [("A.f", 4, 5), ("A.f.g", 2, 0)]


def test_the_top_level_holds_only_what_people_expect() -> None:
    assert {path.parts[0] for path in files()} <= TOP_LEVEL


def _texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        content = (ROOT / path).read_bytes()
        if path.name != "uv.lock" and b"\0" not in content:
            yield path, content.decode(errors="replace")


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [f"{path}: {match[0]}" for path, text in _texts() for match in MACHINE_PATH.finditer(text)]

    assert found == []


def test_only_the_lock_names_package_registries() -> None:
    hosts = set(HOST.findall((ROOT / "uv.lock").read_text()))

    assert hosts
    assert [f"{path}: {host}" for path, text in _texts() for host in hosts if host in text] == []


def _clock_reads(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date" | "time"), attr=name)) if (
                name in CLOCKS
            ):
                yield f"{path}:{node.lineno}: {name}()"


def test_the_core_never_asks_the_time() -> None:
    assert [read for path in modules() if path.parts[0] == "bot" for read in _clock_reads(path)] == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("see " + "/home" + "/ann/kith", True),
        ('"' + "/Users" + '/ann"', True),
        ("https://example.org" + "/home" + "/start", False),
        ("<a href=/home>", False),
    ],
)
def test_a_machine_path_is_told_from_an_address(text: str, is_one: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) == is_one


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "date.today()", "time.time()", "time.monotonic()"])
def test_asking_the_time_is_noticed(tmp_path: Path, call: str) -> None:
    (tmp_path / "asks.py").write_text(f"x = [{call}]\n")

    assert len(list(_clock_reads(tmp_path / "asks.py"))) == 1
