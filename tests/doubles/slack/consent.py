"""Slack's page that asks somebody whether to let an app into their workspace, as a browser gets there."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.doubles.slack.errors import SlackError

if TYPE_CHECKING:
    from tests.doubles.slack.workspace import Workspace


def answered(workspace: "Workspace", url: str, *, allow: bool, scopes: frozenset[str] | None = None) -> str:
    """Press Allow or Cancel on the page; return where Slack sends the browser. SlackError where the page says no.

    `scopes`: fewer than were asked for, as an administrator may decide.
    """
    slack, parts = workspace.slack, urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}{parts.path}" != f"{slack.root}/oauth/v2/authorize":
        raise SlackError("not_found")
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if asked.get("client_id") != slack.app.client_id:
        raise SlackError("invalid_client_id")
    wanted = frozenset(asked.get("scope", "").split(",")) - {""}
    if not wanted or not wanted <= slack.app.scopes:
        raise SlackError("invalid_scope")
    back = asked.get("redirect_uri", "")
    if not any(back == known or back.startswith(f"{known}/") for known in slack.app.redirect_urls):
        raise SlackError("bad_redirect_uri")
    if not allow:
        return f"{back}?{urlencode({'error': 'access_denied', 'state': asked.get('state', '')})}"
    code = workspace.consent(back, wanted if scopes is None else scopes)
    return f"{back}?{urlencode({'code': code.value, 'state': asked.get('state', '')})}"
