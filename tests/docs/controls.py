"""The security controls: the risk, what is done about it, and the tests that show it, on every adapter it is about."""

import tomllib
from pathlib import Path

TESTS = Path(__file__).parents[1]
CONTROLS = tomllib.loads(Path(__file__).with_name("controls.toml").read_text(encoding="utf-8"))["control"]
INTRO = """# Risks, what is done about them, and the tests that show it

Every risk of the safety design, on each surface it is about; *everywhere* is the core, which all of them share. `make
docs` writes this page, and a test looks that every test it names is there.
"""


def missing() -> list[str]:
    """Return the named tests that are not there."""
    named = [test for control in CONTROLS for tests in control["shown"].values() for test in tests]
    return [test for test in named if not _is_there(*test.partition("::")[::2])]


def _is_there(file: str, name: str) -> bool:
    path = TESTS / file
    return path.exists() and f"def {name}(" in path.read_text(encoding="utf-8") if name else path.exists()


def page() -> str:
    """Return docs/security.md."""
    lines = [INTRO, "| Risk | What is done | Where | Shown by |", "|---|---|---|---|"]
    for control in CONTROLS:
        for number, (where, tests) in enumerate(control["shown"].items()):
            names = ", ".join(f"`tests/{test}`" for test in tests)
            risk, holds = ("", "") if number else (control["risk"], control["holds"])
            lines.append(f"| {risk} | {holds} | {where} | {names} |")
    return "\n".join(lines) + "\n"
