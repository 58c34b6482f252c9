"""Forms and the App Home: who may open them, for how long, and what stays of what was filled in."""

from typing import Any

import pytest

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.forms import REQUIRED, NoSuchThing

View = dict[str, Any]


def plain(text: str) -> View:
    return {"type": "plain_text", "text": text}


def form(title: str = "About you", **more: Any) -> View:
    name = {"type": "plain_text_input", "action_id": "name", "max_length": 5}
    box = {"type": "input", "block_id": "name", "label": plain("Name"), "element": name}
    again = {"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": plain("More")}]}
    return {"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": [box, again], **more}


def home(text: str) -> View:
    return {"type": "home", "blocks": [{"type": "section", "text": plain(text)}]}


@pytest.fixture
async def trigger(bot: Bot, slack: SlackDouble, ada: Person) -> str:
    """What a command of Ada's leaves behind."""
    await ada.runs("/peer")
    found: str = slack.post.sent[-1].parcel.payload["trigger_id"]
    return found


async def test_a_trigger_opens_one_form(raw: Raw, ada: Person, ben: Person, trigger: str) -> None:
    opened = await raw.call("views.open", trigger_id=trigger, view=form())
    again = await raw.call("views.open", trigger_id=trigger, view=form())

    assert (opened.error, again.error) == ("", "exchanged_trigger_id")
    seen = ada.sees().form
    assert seen is not None
    assert (seen.title, seen.inputs) == ("About you", {"Name": ""})
    assert ben.sees().form is None


async def test_a_trigger_is_good_for_three_seconds(raw: Raw, slack: SlackDouble, trigger: str) -> None:
    slack.clock.move(seconds=3.1)

    assert (await raw.call("views.open", trigger_id=trigger, view=form())).error == "expired_trigger_id"


async def test_a_form_slack_does_not_take_leaves_the_trigger_unused(raw: Raw, trigger: str) -> None:
    refused = await raw.call("views.open", trigger_id=trigger, view=form("x" * 25))
    opened = await raw.call("views.open", trigger_id=trigger, view=form())

    assert (refused.error, opened.error) == ("invalid_arguments", "")


async def test_nobody_elses_trigger_and_no_made_up_one_opens_anything(
    raw: Raw, slack: SlackDouble, trigger: str
) -> None:
    other = slack.workspace("Hillside").bot_token

    assert (await raw.call("views.open", trigger_id="1.2.x", view=form())).error == "invalid_trigger_id"
    theirs = await raw.send("POST", "views.open", token=other, json={"trigger_id": trigger, "view": form()})
    assert theirs.error == "invalid_trigger_id"


async def test_a_view_is_not_huge(raw: Raw, trigger: str) -> None:
    huge = form(private_metadata="x" * 250_000)

    assert (await raw.call("views.open", trigger_id=trigger, view=huge)).error == "view_too_large"


async def test_only_a_button_in_the_form_puts_another_on_top_and_three_are_the_most(
    raw: Raw, slack: SlackDouble, ada: Person, trigger: str
) -> None:
    await raw.call("views.open", trigger_id=trigger, view=form("1"))

    async def pushed(title: str) -> str:
        await ada.presses("form", "More")
        inside = slack.post.sent[-1].parcel.payload["trigger_id"]
        return (await raw.call("views.push", trigger_id=inside, view=form(title))).error

    await ada.runs("/peer")
    outside = slack.post.sent[-1].parcel.payload["trigger_id"]
    assert (await raw.call("views.push", trigger_id=outside, view=form())).error == "not_found"
    assert [await pushed("2"), await pushed("3"), await pushed("4")] == ["", "", "push_limit_reached"]
    await ada.closes()
    seen = ada.sees().form
    assert seen is not None
    assert seen.title == "2"


async def test_a_change_needs_a_form_that_is_open_and_the_newest_hash(raw: Raw, ada: Person, trigger: str) -> None:
    opened = (await raw.call("views.open", trigger_id=trigger, view=form(external_id="mine"))).json["view"]

    async def changed(**named: str) -> str:
        return (await raw.call("views.update", view=form("New", external_id="mine"), **named)).error

    assert await changed(view_id="V0NONE") == "not_found"
    assert await changed(view_id=opened["id"], hash="1.old") == "hash_conflict"
    assert await changed(view_id=opened["id"], hash=opened["hash"]) == ""
    assert await changed(external_id="mine") == ""
    seen = ada.sees().form
    assert seen is not None
    assert seen.title == "New"
    await ada.closes()
    assert await changed(view_id=opened["id"]) == "not_found"


async def test_the_apps_own_id_of_a_form_is_used_once(raw: Raw, slack: SlackDouble, ada: Person, trigger: str) -> None:
    await raw.call("views.open", trigger_id=trigger, view=form(external_id="mine"))
    await ada.runs("/peer")

    again = slack.post.sent[-1].parcel.payload["trigger_id"]

    twice = await raw.call("views.open", trigger_id=again, view=form(external_id="mine"))
    assert twice.error == "duplicate_external_id"


async def test_everybody_has_a_home_of_their_own(raw: Raw, ada: Person, ben: Person) -> None:
    await raw.call("views.publish", user_id=ada.id, view=home("Hello Ada"))

    seen = ada.sees().home
    assert seen is not None
    assert seen.text == "Hello Ada"
    assert ben.sees().home is None


async def test_a_home_needs_a_person_the_newest_hash_and_the_switch(raw: Raw, slack: SlackDouble, ada: Person) -> None:
    first = (await raw.call("views.publish", user_id=ada.id, view=home("1"))).json["view"]

    async def published(**named: str) -> str:
        return (await raw.call("views.publish", **{"user_id": ada.id, **named}, view=home("2"))).error

    assert await published(user_id="U0NOBODY") == "user_not_found"
    assert await published(hash=first["hash"]) == ""
    assert await published(hash=first["hash"]) == "hash_conflict"
    slack.app.has_home = False
    assert await published() == "not_enabled"


async def test_slack_itself_asks_for_what_is_missing_and_sends_nothing(
    raw: Raw, slack: SlackDouble, ada: Person, trigger: str
) -> None:
    await raw.call("views.open", trigger_id=trigger, view=form())
    before = len(slack.post.sent)

    assert await ada.submits() is None
    seen = ada.sees().form
    assert seen is not None
    assert seen.errors == {"Name": REQUIRED}
    assert await ada.submits({"Name": "too long"}) is None
    assert len(slack.post.sent) == before


async def test_a_submission_brings_every_input(bot: Bot, raw: Raw, ada: Person, trigger: str) -> None:
    view = form()
    view["blocks"][0]["optional"] = True
    await raw.call("views.open", trigger_id=trigger, view=view)

    await ada.submits()

    values = bot.heard[-1]["view"]["state"]["values"]
    assert values == {"name": {"name": {"type": "plain_text_input", "value": None}}}
    assert ada.sees().form is None


async def test_a_form_tells_when_it_is_closed_only_if_it_was_asked_to(
    bot: Bot, raw: Raw, slack: SlackDouble, ada: Person, trigger: str
) -> None:
    await raw.call("views.open", trigger_id=trigger, view=form(notify_on_close=True))
    await ada.closes()
    assert bot.heard[-1]["type"] == "view_closed"

    before = len(bot.heard)
    await ada.runs("/peer")
    await raw.call("views.open", trigger_id=slack.post.sent[-1].parcel.payload["trigger_id"], view=form())
    await ada.closes()
    assert len(bot.heard) == before + 1


async def test_nobody_fills_in_what_is_not_there(raw: Raw, ada: Person, trigger: str) -> None:
    with pytest.raises(NoSuchThing, match="no form is open"):
        await ada.submits()
    await raw.call("views.open", trigger_id=trigger, view=form())
    with pytest.raises(NoSuchThing, match="no input 'Age'"):
        await ada.submits({"Age": "7"})


async def test_the_form_goes_to_the_right_workspace(
    slack: SlackDouble, raw: Raw, river: Workspace, ada: Person
) -> None:
    other = slack.workspace("Hillside")

    refused = await raw.send(
        "POST", "views.publish", token=other.bot_token, json={"user_id": ada.id, "view": home("x")}
    )

    assert refused.error == "user_not_found"
