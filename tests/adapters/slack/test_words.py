"""What is read of a message on Slack besides its text: what people say of a file, what they share of others."""

from typing import Any

import pytest

from adapters.slack.translate import edited, received

SAID: dict[str, Any] = {"type": "message", "channel": "C1", "user": "U1", "ts": "1772442000.000100"}
FILE = {"id": "F1", "name": "a.png", "title": "my &amp; sea", "alt_txt": "a grey sea"}
SHARE = {"is_share": True, "text": "I &lt;3 it", "author_id": "U2"}


@pytest.mark.parametrize(
    ("more", "words", "is_quoted"),
    [
        ({"text": "so"}, "so", False),
        ({"text": "so", "files": [FILE]}, "so\na grey sea\nmy &amp; sea", False),
        ({"text": "", "files": [{"id": "F2", "name": "b.png", "title": "b.png"}]}, "", False),
        ({"text": "", "attachments": [SHARE]}, "I <3 it", True),
        ({"text": "so", "attachments": [SHARE]}, "so", False),
        ({"text": "", "attachments": [{"text": "a preview of a page"}]}, "", False),
    ],
)
def test_what_describes_a_file_is_their_own_and_what_they_share_is_anothers(
    more: dict[str, Any], words: str, is_quoted: bool
) -> None:
    heard = received({**SAID, **more}, "T1")

    assert (heard.text, heard.is_quoted) == (words, is_quoted)


def test_an_edit_is_read_with_what_describes_its_file() -> None:
    message = {**SAID, "text": "so", "files": [FILE], "edited": {"ts": "1772442060.000000"}}

    changed = edited({"channel": "C1", "message": message, "previous_message": SAID}, "T1")

    assert changed is not None
    assert changed.text == "so\na grey sea\nmy &amp; sea"
