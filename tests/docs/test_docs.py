"""What the documents say is what the code does."""

import re
from pathlib import Path

from bot.config import Config, load_config
from tests.docs import reference

ROOT = Path(__file__).parents[2]
PROGRAMME_ROW = re.compile(r"^\| (?P<id>[A-Z]\d+) \| (?P<state>done|part|open) \| (?P<story>.*) \|$", re.M)


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert reference.commands_table() in readme, "the README is stale: run `make docs`"


def test_the_reference_pages_are_current() -> None:
    for name, page in reference.pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, f"docs/{name} is stale: run `make docs`"


def test_the_example_configuration_loads_and_holds_every_default() -> None:
    config = load_config(ROOT / "config.example.toml")

    assert config.model_dump(exclude={"source"}) == Config().model_dump(exclude={"source"})


def test_every_behaviour_marked_done_has_a_story_that_exists() -> None:
    rows = [match.groupdict() for match in PROGRAMME_ROW.finditer((ROOT / "docs/coverage.md").read_text("utf-8"))]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len(rows) >= 100

    for row in rows:
        if row["state"] != "open":
            path, _, test = row["story"].strip("`").partition("::")
            text = (ROOT / path).read_text(encoding="utf-8")
            assert f"def {test}(" in text, f"{row['id']}: {row['story']} is not there"
