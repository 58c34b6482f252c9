"""A bot that runs for months carries along only what it needs."""

import subprocess
import sys

NOT_NEEDED = (
    "numpy",
    "scipy",
    "matplotlib",
    "psycopg",
    "pygments",
    "rich",
    "alembic",
    "slack_bolt",
    "discord",
    "aiohttp",
)


def test_a_bot_on_sqlite_without_platforms_loads_nothing_it_does_not_need() -> None:
    asked = "import adapters.cli.service, sys; from adapters.cli.settling import settle; settle()"
    told = f"{asked}; print(sorted({{*{NOT_NEEDED!r}}} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True).stdout

    assert loaded.strip() == "[]"
