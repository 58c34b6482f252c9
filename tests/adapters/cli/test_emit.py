"""`kith emit`: what it writes is current with the code, and asks for nothing that has no reason."""

import json
from pathlib import Path

import pytest

from adapters.discord.permissions import FOR_CHANNELS, FOR_THREADS
from tests.adapters.cli.conftest import Kith
from tests.adapters.cli.files import write_files

APPLICATION = "123456789012345678"


def test_the_invite_is_a_link_and_the_reason_for_every_right(kith: Kith) -> None:
    done = kith("emit", "discord-invite", "--application-id", APPLICATION)

    link, *rows = done.stdout.splitlines()
    assert done.exit_code == 0
    assert link.startswith(f"https://discord.com/oauth2/authorize?client_id={APPLICATION}&scope=bot%20applications.")
    assert all(len(row.split("\t")[1].split()) >= 3 for row in rows)
    assert "Administrator" not in done.stdout


def test_the_invite_follows_the_rooms_the_configuration_wants(kith: Kith, folder: Path) -> None:
    write_files(folder, config='[discord]\ngroups = "channel"\n')

    done = kith("emit", "discord-invite", "--application-id", APPLICATION, "--json")

    names = [permission["name"] for permission in json.loads(done.stdout)["permissions"]]
    assert [right.name for right in FOR_CHANNELS if right.name not in names] == []
    assert [right.name for right in FOR_THREADS if right.name in names] == []


@pytest.mark.parametrize("id", ["12", "abc", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"])
def test_what_is_no_application_is_refused(kith: Kith, id: str) -> None:
    done = kith("emit", "discord-invite", "--application-id", id)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "15 to 20 digits" in done.stderr


def test_without_id_and_token_it_says_where_to_get_one(kith: Kith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_DISCORD_TOKEN", raising=False)

    done = kith("emit", "discord-invite")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "KITH_DISCORD_TOKEN is not set" in done.stderr


def test_a_discord_that_is_not_there_is_told(kith: Kith, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_DISCORD_TOKEN", "x.y.z")
    write_files(folder, config='[discord]\napi_base = "http://127.0.0.1:9/api/v10"\n')

    done = kith("emit", "discord-invite")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "--application-id" in done.stderr


def test_the_manifest_over_http_names_the_proxy(kith: Kith) -> None:
    done = kith("emit", "slack-manifest", "--url", "https://kith.example.org", "--json")

    settings = json.loads(done.stdout)["settings"]
    assert settings["event_subscriptions"]["request_url"] == "https://kith.example.org/slack/events"
    assert not settings["socket_mode_enabled"]


def test_a_proxy_without_tls_is_refused(kith: Kith) -> None:
    done = kith("emit", "slack-manifest", "--url", "http://kith.example.org")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "https://" in done.stderr
