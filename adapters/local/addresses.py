"""Where a page is. Ids come from cohort files ("#baobab"), so they are always quoted."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def address(person_id: str, channel_id: str = "", query: Mapping[str, str] | None = None) -> str:
    """Return the path of somebody's page, or of a channel as they see it, with what is asked for besides."""
    parts = [person_id, channel_id] if channel_id else [person_id]
    path = "/".join(("/as", *(quote(part, safe="") for part in parts)))
    return f"{path}?{urlencode(query)}" if query else path


def file_address(person_id: str, message_id: str) -> str:
    """Return where somebody finds the file that came with a message."""
    return f"/api/people/{quote(person_id, safe='')}/files/{quote(message_id, safe='')}"
