"""The doctor looks at the copies, and at what signs the webhook."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.cli.checkup.note import Note
from adapters.cli.checkup.outside import backups, webhook
from bot.config import BackupSection, Config, WebhookSection

NOW = datetime(2027, 3, 10, 9, tzinfo=UTC)


def looked(folder: Path) -> Note:
    [note] = backups(Config(backup=BackupSection(folder=str(folder))), NOW)
    return note


def test_a_copy_older_than_two_days_is_a_finding(tmp_path: Path) -> None:
    assert not looked(tmp_path).is_finding, "none yet: the running bot makes one"
    (tmp_path / "kith-20270307T080000Z.sqlite3").write_text("")
    assert "2027-03-07" in looked(tmp_path).what
    assert "Start the bot" in looked(tmp_path).mend
    fresh = NOW - timedelta(hours=20)
    (tmp_path / f"kith-{fresh:%Y%m%dT%H%M%SZ}.sqlite3").write_text("")
    assert not looked(tmp_path).is_finding


def test_without_a_schedule_it_says_so_and_finds_nothing() -> None:
    [note] = backups(Config(), NOW)

    assert not note.is_finding
    assert "kith backup" in note.what


def test_a_webhook_without_its_secret_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(webhook=WebhookSection(url="https://operator.example.org/"))
    monkeypatch.delenv("KITH_WEBHOOK_SECRET", raising=False)
    [missing] = webhook(config)
    monkeypatch.setitem(os.environ, "KITH_WEBHOOK_SECRET", "s" * 32)
    [there] = webhook(config)

    assert "at least 32 characters" in missing.mend
    assert not there.is_finding
    assert webhook(Config()) == []
