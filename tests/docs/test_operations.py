"""The runbook has a place for everything that can be red, and every link in the documents leads somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from adapters.cli.emit.alarms import ALARMS

ROOT = Path(__file__).parents[2]
RUNBOOK = ROOT / "docs" / "operations.md"
LINK = re.compile(r"\]\((?P<page>[\w./-]*\.md)?(?:#(?P<anchor>[\w-]+))?\)")


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def subjects() -> Iterator[str]:
    """What the doctor's notes are about."""
    for path in (ROOT / "adapters" / "cli" / "checkup").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id="SUBJECT")], value=ast.Constant(value=str(subject))):
                    yield subject
                case ast.Call(func=ast.Name(id="Note"), args=[ast.Constant(value=str(subject)), *_]):
                    yield subject


def test_every_alert_has_its_place_in_the_runbook() -> None:
    assert {alarm.anchor for alarm in ALARMS} - anchors(RUNBOOK) == set()


def test_every_line_of_the_doctors_has_its_place_in_the_runbook() -> None:
    about = set(subjects())

    assert len(about) > 12
    assert {f"doctor-{subject.replace(' ', '-')}" for subject in about} - anchors(RUNBOOK) == set()


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for match in LINK.finditer(page.read_text(encoding="utf-8")):
            target = page.parent / match["page"] if match["page"] else page
            if not target.exists() or (match["anchor"] and match["anchor"] not in anchors(target)):
                broken.append(f"{page.name}: {match[0]}")

    assert broken == []
