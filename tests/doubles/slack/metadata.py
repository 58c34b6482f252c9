"""Message metadata: what an app may keep beside its messages, and reads back from history."""

import json
from typing import Any

from tests.doubles.slack.errors import SlackError

MOST = 8_000
"""Characters of the whole as JSON. Slack names no figure; this is well below what people report."""
_PLAIN = (str, int, float, bool)


def checked(given: Any) -> dict[str, Any] | None:
    """Return metadata as it is stored; an empty object takes it away. SlackError where Slack refuses."""
    if given == {}:
        return None
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    name, payload = given.get("event_type"), given.get("event_payload")
    if not isinstance(name, str) or not name or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if not name.replace("_", "").replace("-", "").replace(".", "").isalnum():
        raise SlackError("invalid_metadata_schema")
    if not all(_is_storable(value) for value in payload.values()):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(given)) > MOST:
        raise SlackError("metadata_too_large")
    return {"event_type": name, "event_payload": payload}


def _is_storable(value: Any) -> bool:
    """Strings, numbers, booleans, flat objects of them, and lists of such objects."""
    match value:
        case list():
            return all(isinstance(item, _PLAIN) or _is_flat(item) for item in value)
        case dict():
            return _is_flat(value)
        case _:
            return isinstance(value, _PLAIN)


def _is_flat(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(part, _PLAIN) for part in value.values())
