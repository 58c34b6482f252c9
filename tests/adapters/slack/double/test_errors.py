"""The double says no in Slack's own words only."""

import ast
from pathlib import Path

import pytest

from tests.doubles.slack.arguments import SPEC
from tests.doubles.slack.methods import METHODS
from tests.doubles.specs import needs_spec, spec

_FOLDER = Path(__file__).parents[3] / "doubles" / "slack"
# Names that Slack gives out although its description of methods leaves them out.
_UNLISTED = {
    *("invalid_arguments", "invalid_json", "json_not_object", "invalid_auth", "cannot_dm_bot", "msg_too_long"),
    *("client_id_token_mismatch", "too_many_users", "invalid_limit", "invalid_attachments"),
}
_OF_ADDRESSES = {"invalid_url", "expired_url", "used_url", "invalid_payload", "invalid_grant_type", "invalid_scope"}


def _said() -> set[str]:
    found = set()
    for path in _FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Name(id="SlackError" | "with_messages"), args=[ast.Constant(value=str(error)), *_]
                ):
                    found.add(error)
    return found


@needs_spec(SPEC)
def test_every_error_is_one_of_slacks() -> None:
    known = {error for about in spec(SPEC).values() for error in about["errors"]}

    assert _said() - known - _UNLISTED - _OF_ADDRESSES == set()


@needs_spec(SPEC)
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_is_one_of_slacks(method: str) -> None:
    assert method in spec(SPEC)
    assert not spec(SPEC)[method]["deprecated"]
