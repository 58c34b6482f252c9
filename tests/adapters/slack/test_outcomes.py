"""What Slack's refusals mean for a message to a person: given up at once, and nobody else gets it instead."""

from types import SimpleNamespace

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.outcomes import outcome
from bot.errors import Undeliverable


@pytest.mark.parametrize("error", ["user_disabled", "user_not_found", "cannot_dm_bot", "messages_tab_disabled"])
def test_who_gets_no_private_messages_is_given_up_at_once(error: str) -> None:
    answer = SimpleNamespace(status_code=200, data={"ok": False, "error": error}, headers={})

    known = outcome(SlackApiError("refused", answer))

    assert isinstance(known, Undeliverable)
    assert error in known.reason
