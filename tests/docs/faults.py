"""The fault matrix: what may break, what must hold then, and the tests that show it, found by their marker."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROWS = {
    1: ("the process is killed before an event is committed", "not acknowledged; it comes again; nothing lost"),
    2: ("killed after the commit, before a message is claimed", "sent within 10 s of the restart"),
    3: ("killed after the claim, before the request", "in doubt, then sent once"),
    4: ("killed after the request, before the answer", "nothing lost, nothing doubled"),
    5: ("killed after the answer, before the commit", "nothing lost, nothing doubled"),
    6: ("killed within a timer or a step of an escalation", "both or neither; nothing lost"),
    7: ("killed again and again", "nothing lost, doubled or out of order"),
    8: ("a worker stands still for two minutes, another takes over", "nothing doubled, the old fence is refused"),
    9: ("a pause between the lease guard and the request", "at most one double, taken away within 60 s"),
    10: ("power loss", "every commit that was acknowledged is there"),
    11: ("the database is locked for 30 s", "the loop stalls less than 100 ms, then goes on"),
    12: ("the disk is full", "an escalation is committed all the same; health is red; no false success"),
    13: ("the disk is full at the start", "it starts, reads and says so"),
    14: ("a damaged page", "nothing is written, the newest good backup is offered"),
    15: ("a version of SQLite with the WAL-reset race", "one writer only"),
    16: ("429 with Retry-After 1 to 90 s", "never tried earlier; other workspaces do not wait"),
    17: ("429 of the network in front", "everything stops, far fewer than 100 refused requests in 10 min"),
    18: ("500, 502, 503, 504 after storing", "nothing doubled"),
    19: ("a connection reset or closed after storing", "nothing doubled"),
    20: ("no answer at all", "cut at 15 s; nothing doubled"),
    21: ("half an answer, HTML, 200 with an error in it", "nothing doubled"),
    22: ("the platform stores 8 s after we gave up", "nothing doubled: doubts settle first"),
    23: ("down for longer than a nonce is known", "nothing doubled: the history is asked"),
    24: ("the history cannot be read", "a prompt waits, an escalation goes again and its fallback starts"),
    25: (
        "the platform is down for six hours",
        "escalations go elsewhere within 150 s; prompts are late or left out",
    ),
    26: ("the gateway drops and cannot resume", "what was missed is read; no event twice"),
    27: ("Slack delivers three times, or out of order", "one effect"),
    28: ("two processes hear the same", "one effect per event"),
    29: ("a crash loop of 500 restarts", "fewer than 200 introductions a day"),
    30: ("the leader freezes", "another takes over within 15 s; nothing planned twice"),
    31: ("the clock jumps: 30 s, a day, back an hour", "nothing doubled; the late rule is applied"),
    32: ("clock changes in every zone, two years", "exactly one a week"),
    33: ("new zone rules between planning and sending", "the same key, the new time"),
    34: ("a restart with three weeks of backlog", "the newest only; escalations first"),
    35: ("the heartbeat dies or its rings are lost", "armed anew within 10 s"),
    36: ("a bad configuration; a token revoked while running", "the last good one; the case goes elsewhere"),
    37: ("two people take a case at once; a message is deleted", "one effect, no message posted again"),
    38: ("a migration killed half-way; an old program on a new schema", "goes on or refuses"),
}
STILL_OPEN: dict[int, str] = {}
"""What of a row that has tests is not shown by them."""
INTRO = """# What may break, and what holds then

Every row is shown by the tests that carry its number (`@pytest.mark.fault(n)`); `pytest -m fault` runs them all. A row
that holds in *part* says what is missing. `make docs` writes this page, and a test compares it with the markers.
"""


def shown() -> dict[int, list[str]]:
    """Return by row the tests that are marked with it, as path and name."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.fault(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for number in _numbers(node):
                    found[number].append(f"{path.relative_to(TESTS.parent)}::{node.name}")
    return {number: sorted(tests) for number, tests in sorted(found.items())}


def _numbers(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
            for argument in mark.args:
                assert isinstance(argument, ast.Constant)
                yield argument.value


def state_of(number: int, tests: dict[int, list[str]]) -> str:
    """Return whether a row holds: `holds`, `part` or `open`."""
    if number not in tests:
        return "open"
    return "part" if number in STILL_OPEN else "holds"


def page() -> str:
    """Return docs/faults.md."""
    tests = shown()
    states = [state_of(number, tests) for number in ROWS]
    counted = f"{states.count('holds')} hold, {states.count('part')} in part, {states.count('open')} open."
    lines = [INTRO, counted, "", "| # | What breaks | What must hold | State | Shown by |", "|--:|---|---|---|---|"]
    for number, (fault, holds) in ROWS.items():
        names = ", ".join(f"`{test}`" for test in tests.get(number, ()))
        missing = f" Still open: {STILL_OPEN[number]}" if number in STILL_OPEN and names else ""
        lines.append(f"| {number} | {fault} | {holds} | {state_of(number, tests)} | {names}{missing} |")
    return "\n".join(lines) + "\n"
