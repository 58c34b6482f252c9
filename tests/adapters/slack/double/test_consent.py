"""Slack's page that asks whether to install an app, and what a consent is good for."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.adapters.slack.double.conftest import Raw
from tests.doubles.slack import SlackDouble, Workspace
from tests.doubles.slack.consent import answered
from tests.doubles.slack.errors import SlackError

BACK = "https://app.example.org/back"


def page(slack: SlackDouble, **changed: str) -> str:
    asked = {"client_id": slack.app.client_id, "scope": "chat:write", "redirect_uri": BACK, "state": "s", **changed}
    return f"{slack.root}/oauth/v2/authorize?{urlencode(asked)}"


@pytest.fixture(autouse=True)
def _address(slack: SlackDouble) -> None:
    slack.app.redirect_urls = (BACK,)


async def test_yes_leads_back_with_a_code_and_the_state(slack: SlackDouble, river: Workspace) -> None:
    went = urlsplit(answered(river, page(slack), allow=True))
    brought = parse_qs(went.query)

    assert f"{went.scheme}://{went.netloc}{went.path}" == BACK
    assert brought["state"] == ["s"]
    assert slack.keyring.find_code(brought["code"][0]) is not None
    assert river.installation.scopes == {"chat:write"}


async def test_no_leads_back_without_a_code(slack: SlackDouble, river: Workspace) -> None:
    assert answered(river, page(slack), allow=False) == f"{BACK}?error=access_denied&state=s"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "chat:write,admin"}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example.org/back"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}door"}, "bad_redirect_uri"),
    ],
)
async def test_a_page_that_was_asked_wrongly_says_so(
    slack: SlackDouble, river: Workspace, changed: dict[str, str], error: str
) -> None:
    with pytest.raises(SlackError) as refused:
        answered(river, page(slack, **changed), allow=True)

    assert refused.value.error == error


async def test_every_answer_names_the_scopes_of_its_token(raw: Raw, river: Workspace) -> None:
    river.installation.scopes = frozenset({"chat:write", "im:write"})
    raw.token = river.install(river.installation.scopes).value

    assert (await raw.call("auth.test")).headers["X-OAuth-Scopes"] == "chat:write,im:write"
    assert "X-OAuth-Scopes" not in (await raw.send("POST", "auth.test", token="xoxb-wrong")).headers


async def test_a_token_of_before_does_not_come_back_with_a_new_consent(raw: Raw, river: Workspace) -> None:
    river.uninstall()
    assert (await raw.call("auth.test")).error == "account_inactive"

    river.install()

    assert (await raw.call("auth.test")).error == "token_revoked"
