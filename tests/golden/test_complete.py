"""No sentence without its golden case: every public function of the wording, and every line of it."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, get_type_hints

import bot.wording
from bot.cards import Button, Card, FieldErrors, Form, Option
from bot.wording.tour import Stop
from bot.wording.upcoming import Explained
from tests.golden.cases import all_cases
from tests.golden.typed import FRIENDLY

SHOWN = (Card, Form, FieldErrors, Button, Option, Explained, Stop, str)
HELPERS = {
    "common.run_button",  # stands in many cards
    "lists.fitting",
    "lists.newest",
    *("common.nobody_like", "common.no_day", "common.no_number"),  # stand in common.bad_argument
}


def modules() -> list[ModuleType]:
    names = [name for _, name, _ in pkgutil.iter_modules(bot.wording.__path__)]
    return [importlib.import_module(f"bot.wording.{name}") for name in names]


def says_something(function: Any) -> bool:
    """Whether a function's annotation says that it returns what people see."""
    returned = get_type_hints(function).get("return")
    return any(kind.__name__ in str(returned).replace("|", " ").split(".")[-1] or returned is kind for kind in SHOWN)


def public_functions(module: ModuleType) -> Iterator[str]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        is_own = function.__module__ == module.__name__
        if is_own and not name.startswith("_") and says_something(function):
            yield f"{module.__name__.rpartition('.')[2]}.{name}"


def test_every_wording_function_has_a_golden_case() -> None:
    wanted = {name for module in modules() for name in public_functions(module)} - HELPERS

    assert wanted - {case.plain_name for case in all_cases(FRIENDLY)} == set()
    assert len(wanted) > 140


def test_a_function_without_a_case_would_be_found() -> None:
    planted = ModuleType("bot.wording.planted")
    exec("from bot.cards import Card\ndef lonely() -> Card: ...\ndef _own() -> Card: ...\n", planted.__dict__)
    planted.lonely.__module__ = planted._own.__module__ = planted.__name__  # type: ignore[attr-defined]

    assert list(public_functions(planted)) == ["planted.lonely"]


def test_every_line_of_the_wording_is_read_in_some_case() -> None:
    folder = str(Path(bot.wording.__file__).parent)
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename.startswith(folder):
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            return trace
        return None

    all_cases.cache_clear()  # whatever was made before was not seen
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for case in all_cases(FRIENDLY):
            case.shown()
    finally:
        sys.settrace(before)

    unread = {
        f"{Path(name).stem}:{line}"
        for path in Path(folder).glob("*.py")
        if path.stem != "voice"  # how sentences are said, none of its own
        for name, line in _lines(compile(path.read_text(encoding="utf-8"), str(path), "exec"))
        if (name, line) not in seen
    }
    assert unread == set()


def _lines(code: CodeType) -> Iterator[tuple[str, int]]:
    """Every line inside a function; what a module does when it is imported is not a sentence."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            is_function = inner.co_flags & inspect.CO_NEWLOCALS and inner.co_flags & inspect.CO_OPTIMIZED
            if is_function:
                yield from (
                    (inner.co_filename, line)
                    for _, _, line in inner.co_lines()
                    if line not in (None, inner.co_firstlineno)
                )
            yield from _lines(inner)
