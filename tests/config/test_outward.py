"""What leads out of the house is checked before anything starts: TLS, names of its own, paths beside the file."""

from pathlib import Path

import pytest

from bot.config import load_config
from bot.errors import BadInput


def written(folder: Path, text: str) -> Path:
    path = folder / "kith.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ('[webhook]\nurl = "http://hooks.example.org/kith"\n', "without TLS", 'url = "https://…"'),
        ('[webhook]\nurl = "ftp://example.org"\n', "begins with https://", ""),
        ('[webhook]\nurl = "http://127.0.0.1.example.org/"\n', "without TLS", ""),
        ('[webhook]\nsecret = "abc"\n', "holds a secret", "KITH_WEBHOOK_SECRET"),
        ('[exchange]\nenabled = true\npublic_url = "http://kith.example.org"\n', "without TLS", "proxy"),
        (
            '[exchange]\nenabled = true\npublic_url = "https://example.org/kith"\n',
            "with a path",
            "exchange.example.org",
        ),
        ("[backup]\ndaily = 0\n", "daily", ""),
        ('[log]\nformat = "xml"\n', "format", "json"),
    ],
)
def test_what_would_not_be_safe_or_sound_is_refused(tmp_path: Path, text: str, what: str, remedy: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_config(written(tmp_path, text))

    assert what in str(refused.value)
    assert remedy in str(refused.value)


def test_a_program_on_this_computer_needs_no_tls_and_paths_begin_at_the_file(tmp_path: Path) -> None:
    text = '[webhook]\nurl = "http://127.0.0.1:9000/kith"\n[backup]\nfolder = "copies"\n'

    config = load_config(written(tmp_path, text))

    assert config.webhook.url == "http://127.0.0.1:9000/kith"
    assert config.backup.folder == str(tmp_path / "copies")
    assert config.exchange.tokens == str(tmp_path / "kith-tokens.json")
