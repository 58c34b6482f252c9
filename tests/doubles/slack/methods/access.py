"""auth.revoke, oauth.v2.access, apps.*: how an app comes into a workspace, and out of it again."""

from typing import TYPE_CHECKING

from tests.doubles.slack.apps import App
from tests.doubles.slack.arguments import Arguments
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.methods.registry import Answer, Call, method, missing_scope
from tests.doubles.slack.tokens import CODE_LIVES, LIVES, Token

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble


@method("auth.revoke", tier=3)
async def revoke(call: Call) -> Answer:
    """End this token."""
    if not call.arguments.flag("test"):
        call.token.is_revoked = True
        call.slack.events.revoked(call.installation)
    return {"revoked": not call.arguments.flag("test")}


@method("apps.uninstall", tier=1)
async def uninstall(call: Call) -> Answer:
    """Take the app out of the workspace."""
    app = call.installation.app
    if call.arguments.needed("client_id") != app.client_id:
        raise SlackError("client_id_token_mismatch")
    if call.arguments.needed("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")
    call.slack.uninstall(call.installation)
    return {}


def open_connection(slack: "SlackDouble", token: Token) -> Answer:
    """apps.connections.open: an address for one connection of Socket Mode."""
    if token.installation is not None:
        raise SlackError("not_allowed_token_type")
    if "connections:write" not in token.scopes:
        raise missing_scope("connections:write", token.scopes)
    if not token.app.uses_sockets:
        raise SlackError("forbidden_team")
    slack.rates.call(token.app.id, "apps.connections.open", 10, slack.clock.now())
    address = slack.root.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={slack.sockets.ticket()}&app_id={token.app.id}"}


def exchange(slack: "SlackDouble", arguments: Arguments, basic: tuple[str, str] | None) -> Answer:
    """oauth.v2.access: a token for the code of a consent page, or a new token for a refresh token."""
    app = slack.app
    client_id, secret = basic or (arguments.text("client_id"), arguments.text("client_secret"))
    if client_id != app.client_id:
        raise SlackError("invalid_client_id")
    if secret != app.client_secret:
        raise SlackError("bad_client_secret")
    match arguments.text("grant_type", "authorization_code"):
        case "refresh_token":
            token = slack.keyring.refreshed(arguments.text("refresh_token"), slack.clock.now())
            if token is None:
                raise SlackError("invalid_refresh_token")
        case "authorization_code":
            token = _for_code(slack, arguments)
        case _:
            raise SlackError("invalid_grant_type")
    return _granted(app, token)


def _for_code(slack: "SlackDouble", arguments: Arguments) -> Token:
    code, now = slack.keyring.find_code(arguments.text("code")), slack.clock.now()
    if code is None or code.is_used or now - code.made_at > CODE_LIVES:
        raise SlackError("invalid_code")
    if arguments.text("redirect_uri") != code.redirect_uri:
        raise SlackError("bad_redirect_uri")
    code.is_used = True
    code.installation.is_active = True
    return slack.keyring.bot(code.installation, now)


def _granted(app: App, token: Token) -> Answer:
    installation = token.installation
    assert installation is not None
    answer: Answer = {
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": installation.user.id,
        "app_id": app.id,
        "team": {"id": installation.team.id, "name": installation.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U0INSTALLER"},
    }
    if app.is_for_organisations:
        answer |= {"team": None, "enterprise": {"id": "E1", "name": "Everybody"}, "is_enterprise_install": True}
    if token.refresh:
        answer |= {"refresh_token": token.refresh, "expires_in": int(LIVES.total_seconds())}
    return answer
