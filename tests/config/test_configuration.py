"""A configuration with something wrong in it, and the cohorts it names."""

from pathlib import Path

import pytest

from bot.cohort_file import load_cohorts
from bot.config import load_config
from bot.errors import BadInput
from tests.adapters.cli.files import COHORT
from tests.config import changed, faults_of, line_of, only

CONFIG = """\
cohorts = []

[database]
url = "sqlite+aiosqlite:///kith.sqlite3"

[local]
enabled = true
port = 8400

[log]
level = "info"
"""


def test_the_configuration_the_others_are_made_from_is_sound(tmp_path: Path) -> None:
    assert faults_of(load_config, tmp_path / "kith.toml", CONFIG) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "key", "said", "remedy"),
    [
        (
            "cohorts = []",
            'cohorts = ["nowhere.toml"]',
            "cohorts",
            "cohorts[1]",
            "There is no file",
            "this file's",
        ),
        ("cohorts = []", 'cohorts = "tiny.toml"', "cohorts", "cohorts", "must be a list in [ ]", ""),
        ("sqlite+aiosqlite", "mysql", "url", "database.url", "is not a database like", ""),
        ("port = 8400", "port = 0", "port", "local.port", "must be at least 1, not 0", ""),
        ("port = 8400", 'port = "8400"', "port", "local.port", "must be a whole number", ""),
        ("enabled = true", 'enabled = "yes"', "enabled", "local.enabled", "must be true or false", ""),
        ("port = 8400", "prot = 8400", "prot", "local.prot", "is not a known key", "Did you mean port?"),
        ("[log]", "[logs]", "[logs]", "logs", "is not a known key", "Did you mean log?"),
        ('"info"', '"infos"', "level", "log.level", 'cannot be "infos"', "Did you mean info?"),
        ("[log]", "[discord]\nenabled = true\n[log]", "[discord]", "discord", "names no server", "Copy Server ID"),
        ("[log]", '[discord]\nguilds = ["12"]\n[log]', "guilds", "discord.guilds[1]", "15 to 20 digits", ""),
        ("[log]", '[email]\nhost = "mail"\n[log]', "[email]", "email", "has a `host` and no `from`", ""),
        ("[log]", '[discord]\ntoken = "abc"\n[log]', "token", "discord.token", "holds a secret", "KITH_DISCORD_TOKEN"),
        ("[log]", '[slack]\nmode = "htp"\n[log]', "mode", "slack.mode", 'cannot be "htp"', "Did you mean http?"),
        ("[log]", '[slack]\nenabled = true\nmode = "http"\n[log]', "[slack]", "slack", "no `public_url`", "https://"),
        ("[log]", '[slack]\npublic_url = "http://x"\n[log]', "public_url", "slack.public_url", "not an address", ""),
        (
            "[log]",
            '[slack]\nclient_secret = "a"\n[log]',
            "client_s",
            "slack.client_secret",
            "a secret",
            "KITH_SLACK_CLIENT",
        ),
        (
            "[log]",
            '[dashboard]\nenabled = true\npublic_url = "http://desk.example.org"\n[log]',
            "[dashboard]",
            "dashboard",
            "without TLS",
            "https://",
        ),
        (
            "[log]",
            '[dashboard]\nenabled = true\npublic_url = "https://example.org/desk"\n[log]',
            "[dashboard]",
            "dashboard",
            "with a path",
            "desk.example.org",
        ),
        ("[log]", '[heartbeat]\nurl = "ftp://x"\n[log]', 'url = "ftp', "heartbeat.url", "not an address", ""),
    ],
)
def test_one_thing_wrong_is_told_where_it_is_with_what_would_be_right(
    tmp_path: Path, old: str, new: str, at: str, key: str, said: str, remedy: str
) -> None:
    text = changed(CONFIG, old, new)

    fault = only(faults_of(load_config, tmp_path / "kith.toml", text))

    assert (fault.key, fault.source, fault.line) == (key, str(tmp_path / "kith.toml"), line_of(text, at))
    assert said in fault.problem
    assert remedy in fault.remedy


def test_two_cohorts_of_one_handle_are_told_at_the_second(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(COHORT, encoding="utf-8")
    (tmp_path / "b.toml").write_text(COHORT.replace('"tiny"', '"Tiny"'), encoding="utf-8")

    with pytest.raises(BadInput) as problem:
        load_cohorts([tmp_path / "a.toml", tmp_path / "b.toml"])

    fault = only(list(problem.value.faults))
    assert (fault.source, fault.line, fault.key) == (str(tmp_path / "b.toml"), 2, "cohort.handle")
    assert fault.problem == f"Tiny is the handle of {tmp_path / 'a.toml'} already."


def test_two_cohorts_of_two_handles_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(COHORT, encoding="utf-8")
    (tmp_path / "b.toml").write_text(COHORT.replace('"tiny"', '"small"'), encoding="utf-8")

    read = load_cohorts([tmp_path / "a.toml", tmp_path / "b.toml"])

    assert [cohort.handle for cohort in read] == ["tiny", "small"]
