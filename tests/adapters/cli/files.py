"""A cohort of five people and the configuration around it, as files."""

from pathlib import Path

KEY = "a key of the tests, long enough to be one"
HEAD = """\
[cohort]
handle = "tiny"
name = "Tiny cohort"
timezone = "Europe/Lisbon"
starts_on = 2026-03-02
weeks = 2
"""
SAFETY = """
[safety]
scan = ["baobab"]
outside = "https://example.org/hook"

[on_call]
rotation = ["C1"]

[sessions]
enabled = false

[surveys]
enabled = false
"""
PROMPTS = """
[[prompt]]
week = 1
theme = "Hello"
guide = "What do you want to do?"

[[prompt]]
week = 2
theme = "Goodbye"
guide = "What did you do?"
"""
GROUPS = """
[[group]]
id = "baobab"
name = "Baobab"
timezone = "Europe/Lisbon"
members = ["L1", "L2", "L3"]
facilitator = "M1"

[[pairing]]
mentor = "M1"
learners = ["L1", "L2", "L3"]
"""


def person(handle: str, name: str, role: str, timezone: str = "Europe/Lisbon", more: str = "") -> str:
    """Return one person's table."""
    return (
        f'\n[[person]]\nid = "{handle}"\nname = "{name}"\nrole = "{role}"\ntimezone = "{timezone}"\n'
        f"consented = true\n{more}"
    )


PEOPLE = "".join(
    [
        person("L1", "Ana", "learner"),
        person("L2", "Ben [red]", "learner", "Asia/Kathmandu"),
        person("L3", "Cai", "learner", "America/New_York"),
        person("M1", "Mia", "mentor"),
        person("C1", "Cora", "coordinator"),
    ]
)
COHORT = HEAD + SAFETY + PROMPTS + PEOPLE + GROUPS


def write_files(folder: Path, cohort: str = COHORT, config: str = "", port: int = 8400) -> Path:
    """Write a cohort and a configuration into a folder; return the configuration's path."""
    (folder / "tiny.toml").write_text(cohort, encoding="utf-8")
    path = folder / "kith.toml"
    path.write_text(
        f'cohorts = ["tiny.toml"]\n[database]\nurl = "{database_url(folder)}"\n[local]\nport = {port}\n{config}',
        encoding="utf-8",
    )
    return path


def database_url(folder: Path) -> str:
    """Return the URL of the database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'kith.sqlite3'}"
