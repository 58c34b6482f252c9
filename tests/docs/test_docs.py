"""What the documents say is what the code does."""

import re
from pathlib import Path

from bot.config import Config, load_config
from tests.docs import controls, faults, reference

ROOT = Path(__file__).parents[2]
PROGRAMME_ROW = re.compile(
    r"^\| (?P<id>[A-Z]\d+) \| (?:must|should) \| (?P<state>done|part|open) \| .+? \| ?(?P<stories>.*)\|$",
    re.M,
)
STORY = re.compile(r"`(?P<path>tests/[\w/]+\.py)::(?P<test>test_\w+)`")


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert reference.commands_table() in readme, "the README is stale: run `make docs`"


def test_the_reference_pages_are_current() -> None:
    for name, page in reference.pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, f"docs/{name} is stale: run `make docs`"


def test_the_example_configuration_loads_and_holds_every_default() -> None:
    config = load_config(ROOT / "config.example.toml")

    assert Path(config.exchange.tokens) == ROOT / Config().exchange.tokens
    left_out = {"exchange": {"tokens"}}  # a path, made absolute as it is read
    assert config.model_dump(exclude=left_out) == Config().model_dump(exclude=left_out)


def test_every_behaviour_marked_done_has_stories_that_exist_and_part_says_what_is_missing() -> None:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    rows = [match.groupdict() for match in PROGRAMME_ROW.finditer(text)]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len(rows) >= 130
    states = [row["state"] for row in rows]
    assert f"{states.count('done')} done, {states.count('part')} in part, {states.count('open')} open." in text

    for row in rows:
        stories = list(STORY.finditer(row["stories"]))
        assert bool(stories) == (row["state"] != "open"), row["id"]
        assert ("Still open:" in row["stories"]) == (row["state"] == "part"), row["id"]
        for story in stories:
            source = (ROOT / story["path"]).read_text(encoding="utf-8")
            assert f"def {story['test']}(" in source, f"{row['id']}: {story['test']} is not there"


def test_the_fault_matrix_has_every_row_once_and_no_test_shows_a_row_that_is_not_there() -> None:
    assert list(faults.ROWS) == list(range(1, 39))
    assert set(faults.shown()) <= set(faults.ROWS)
    assert set(faults.STILL_OPEN) <= set(faults.shown()), "what no test shows is open, not part"


def test_every_control_is_shown_by_tests_that_exist() -> None:
    assert controls.missing() == []
