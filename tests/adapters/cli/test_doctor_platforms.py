"""`kith doctor` on the platforms, as far as their doors: what is missing for a look, and when nobody answers."""

import json
from pathlib import Path

import pytest

from adapters.cli.checkup.discord import unread
from bot.cohort_file import load_cohort
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import COHORT, write_files


def said(kith: Kith, platform: str) -> str:
    """Return what the doctor found on a platform; there is one finding, and it says what to do."""
    [finding] = [
        each for each in json.loads(kith("doctor", "--json").stdout)["findings"] if each["subject"] == platform
    ]
    assert finding["mend"].endswith(".")
    what: str = finding["what"]
    return what


def test_discord_without_its_token_is_found(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_DISCORD_TOKEN", raising=False)
    write_files(folder, config='[discord]\nenabled = true\nguilds = ["123456789012345678"]\n')

    assert said(kith, "discord") == "The bot's token is missing."


def test_discord_that_cannot_be_asked_is_found(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_DISCORD_TOKEN", "x.y.z")
    nowhere = 'api_base = "http://127.0.0.1:9/api/v10"'
    write_files(folder, config=f'[discord]\nenabled = true\nguilds = ["123456789012345678"]\n{nowhere}\n')

    assert said(kith, "discord").startswith("Discord cannot be asked now")


def test_slack_without_its_token_is_found(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_SLACK_BOT_TOKEN", raising=False)
    write_files(folder, config="[slack]\nenabled = true\n")

    assert said(kith, "slack") == "A token or secret is missing."


def test_slack_that_cannot_be_asked_is_found(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("KITH_SLACK_APP_TOKEN", "xapp-1")
    write_files(folder, config='[slack]\nenabled = true\napi_base = "http://127.0.0.1:9/api/"\n')

    assert said(kith, "slack").startswith("Slack cannot be asked now")


@pytest.mark.parametrize("missing", ["KITH_SLACK_SIGNING_SECRET", "KITH_SLACK_CLIENT_SECRET"])
def test_over_http_each_missing_secret_is_named(
    kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name in ("KITH_SLACK_SIGNING_SECRET", "KITH_SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "" if name == missing else "a secret")
    http = 'mode = "http"\npublic_url = "https://kith.example.org"\nclient_id = "1.2"'
    write_files(folder, config=f"[slack]\nenabled = true\n{http}\n")

    assert f"{missing} is not set" in kith("doctor").stdout


def test_channels_that_are_said_to_be_read_and_cannot_be_are_found(folder: Path) -> None:
    there = 'platform = "discord"\nworkspace = "123456789012345678"\nchannel = "223456789012345678"'
    write_files(folder, COHORT.replace('facilitator = "M1"', f'facilitator = "M1"\n{there}'))
    file = load_cohort(folder / "tiny.toml")

    [note] = unread([file], ["123456789012345678"])

    assert note.what == "Listed for scanning, where the bot does not read messages on Discord: baobab."
    assert unread([file], ["323456789012345678"]) == []
