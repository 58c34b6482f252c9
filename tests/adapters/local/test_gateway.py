"""What people do reaches the core as events, once, and the answers reach only them."""

import pytest

from adapters.local.gateway import Gateway, NotPossible
from adapters.local.workspace import Workspace
from bot.cards import Action
from bot.events import (
    Account,
    ActionChosen,
    CommandInvoked,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageReceived,
    Place,
    Pointed,
)
from bot.wording.commands import MENUS
from tests.adapters.local.conftest import Office
from tests.adapters.local.tiny import CHECK_IN, RUI, START, KilledError, TinyBot, delivery

L04 = Account("local", "local", "L04")
BAOBAB = Place("local", "local", "#baobab")


async def texts(office: Office, person_id: str, channel_id: str) -> list[str]:
    found = await office.workspace.messages.in_channel(channel_id, person_id)
    return [message.card.text if message.card else message.text for message in found]


async def test_what_somebody_writes_is_seen_by_the_channel_and_heard_by_the_core(office: Office) -> None:
    answer = await office.gateway.say("L04", "#baobab", "hello there")

    assert answer.said is not None
    assert office.core.heard == [MessageReceived("t-1", START, L04, BAOBAB, answer.said.id, "hello there")]
    assert await texts(office, "L06", "#baobab") == ["hello there"]
    assert await texts(office, "C1", "#baobab") == []


async def test_an_answer_goes_into_the_thread_and_says_whose_message_it_answers(office: Office) -> None:
    first = (await office.gateway.say("L04", "#baobab", "who can help?")).said
    assert first is not None

    second = (await office.gateway.say("L06", "#baobab", "I can", reply_to=first.id)).said
    assert second is not None
    third = (await office.gateway.say("L04", "#baobab", "thanks", reply_to=second.id)).said

    assert third is not None
    assert (second.thread, third.thread) == (first.id, first.id)
    heard = office.core.heard[-1]
    assert isinstance(heard, MessageReceived)
    assert (heard.place.thread, heard.reply_to) == (first.id, Account("local", "local", "L06"))
    assert await texts(office, "L04", "#baobab") == ["who can help?"]


async def test_somebodys_own_message_is_taken_away_where_they_asked_and_nobody_elses(office: Office) -> None:
    mine, theirs = [(await office.gateway.say(who, "#baobab", f"by {who}")).said for who in ("L04", "L06")]
    assert mine is not None
    assert theirs is not None

    office.core.removes = mine.id
    done = await office.gateway.say("L04", "#baobab", "/peer away tomorrow")
    office.core.removes = theirs.id
    refused = await office.gateway.say("L04", "#baobab", "/peer away today")

    assert [each.card and each.card.text for each in (*done.shown, *refused.shown)] == ["Gone.", "This is how."]
    assert (await texts(office, "L06", "#baobab"))[:2] == ["This message was removed by whoever wrote it.", "by L06"]


async def test_a_message_can_be_changed_by_its_author_only(office: Office) -> None:
    said = (await office.gateway.say("L04", "#baobab", "helo")).said
    assert said is not None

    await office.gateway.edit("L04", said.id, "hello")

    assert office.core.heard[-1] == MessageEdited("t-2", START, L04, BAOBAB, said.id, "hello")
    [changed] = await office.workspace.messages.in_channel("#baobab", "L06")
    assert (changed.text, changed.edited_at, changed.revision) == ("hello", START, 1)
    with pytest.raises(NotPossible):
        await office.gateway.edit("L06", said.id, "hijacked")


async def test_a_command_is_answered_to_its_sender_alone(office: Office) -> None:
    answer = await office.gateway.say("L04", "#baobab", "/peer away 2026-04-02 until:2026-04-07")

    heard = office.core.heard[-1]
    assert isinstance(heard, CommandInvoked)
    assert (heard.name, heard.arguments) == ("peer away", {"from_day": "2026-04-02", "until": "2026-04-07"})
    assert [message.private_to for message in answer.shown] == ["L04"]
    assert await texts(office, "L04", "#baobab") == ["Away from 2026-04-02."]
    assert await texts(office, "L06", "#baobab") == []


async def test_a_word_nobody_knows_reaches_the_core_too(office: Office) -> None:
    await office.gateway.say("L04", "#baobab", "/frobnicate now")

    assert await texts(office, "L04", "#baobab") == ["I don't know this command."]


async def test_a_button_is_pressed_by_whoever_sees_it(office: Office) -> None:
    message_id = await office.messenger.send(delivery(CHECK_IN, "L04"))

    await office.gateway.press("L04", message_id, "v1:check_in.fine:7")
    await office.gateway.press("L04", message_id, "v1:check_in.mood:7", "hard")

    chosen = [event for event in office.core.heard if isinstance(event, ActionChosen)]
    assert [(event.action, event.value) for event in chosen] == [
        (Action("check_in.fine", "7"), ""),
        (Action("check_in.mood", "7"), "hard"),
    ]
    assert chosen[0].place == Place("local", "local", "direct-L04", is_direct=True)


@pytest.mark.parametrize("label", MENUS)
async def test_what_is_done_with_a_message_says_which_one_and_whose(office: Office, label: str) -> None:
    said = (await office.gateway.say("L06", "#baobab", "delete it first")).said
    assert said is not None

    await office.gateway.point("L04", said.id, label)

    heard = office.core.heard[-1]
    assert isinstance(heard, ActionChosen)
    assert (heard.action.name, heard.by, heard.place) == (MENUS[label].name, L04, BAOBAB)
    assert Pointed.read(heard.action.subject) == Pointed(said.id, "L06")


async def test_a_menu_that_is_not_there_and_a_message_one_does_not_see_do_nothing(office: Office) -> None:
    said = (await office.gateway.say("L06", "#baobab", "delete it first")).said
    assert said is not None

    for person, label in (("L04", "Erase everything"), ("C1", "Thank for this")):
        with pytest.raises(NotPossible):
            await office.gateway.point(person, said.id, label)


@pytest.mark.parametrize(
    ("person", "action", "value"),
    [
        ("L06", "v1:check_in.fine:7", ""),
        ("L04", "v1:check_in.fine:8", ""),
        ("L04", "v1:check_in.mood:7", "invented"),
        ("L04", "v1:check_in.mood:7", ""),
        ("L04", "nonsense", ""),
    ],
)
async def test_what_a_message_does_not_offer_cannot_be_pressed(
    office: Office, person: str, action: str, value: str
) -> None:
    message_id = await office.messenger.send(delivery(CHECK_IN, "L04"))

    with pytest.raises(NotPossible):
        await office.gateway.press(person, message_id, action, value)
    assert office.core.heard == []


async def test_a_form_opens_is_checked_and_comes_back_with_what_is_wrong(office: Office) -> None:
    dialog = (await office.gateway.say("L04", "#baobab", "/peer checkin")).dialog
    assert dialog is not None

    empty = (await office.gateway.submit("L04", dialog.id, {"mood": "dreadful", "hardest": " "})).dialog
    assert empty is not None
    assert empty.asked.errors == {"mood": "Please choose one of the list.", "hardest": "Please fill this in."}

    wrong = (await office.gateway.submit("L04", empty.id, {"mood": "fine", "hardest": "wrong"})).dialog
    assert wrong is not None
    assert wrong.asked.errors == {"hardest": "That is not it."}

    done = await office.gateway.submit("L04", wrong.id, {"mood": "hard", "hardest": "time", "smuggled": "x"})

    heard = office.core.heard[-1]
    assert isinstance(heard, FormSubmitted)
    assert heard.values == {"mood": "hard", "hardest": "time", "link": ""}
    assert (done.dialog, await office.workspace.dialogs.of("L04")) == (None, None)
    assert await texts(office, "L04", "#baobab") == ["Noted: hard."]


async def test_a_form_is_sent_in_once(office: Office) -> None:
    dialog = (await office.gateway.say("L04", "#baobab", "/peer checkin")).dialog
    assert dialog is not None
    await office.gateway.submit("L04", dialog.id, {"mood": "fine", "hardest": "time"})

    with pytest.raises(NotPossible):
        await office.gateway.submit("L04", dialog.id, {"mood": "fine", "hardest": "time"})


async def test_a_form_can_be_put_away(office: Office) -> None:
    dialog = (await office.gateway.say("L04", "#baobab", "/peer checkin")).dialog
    assert dialog is not None

    await office.gateway.cancel("L04", dialog.id)

    assert await office.workspace.dialogs.of("L04") is None


async def test_coming_and_going_are_events(office: Office) -> None:
    await office.gateway.leave("L06")
    await office.gateway.join(RUI)

    assert [type(event) for event in office.core.heard] == [MemberLeft, MemberJoined]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 40_001])
async def test_nothing_and_too_much_are_refused_before_the_core(office: Office, text: str) -> None:
    with pytest.raises(NotPossible):
        await office.gateway.say("L04", "#baobab", text)
    assert office.core.heard == []


@pytest.mark.parametrize("text", ["x" * 40_000, "\ud800 half a pair", "nul \x00", "\u202ereversed", "😀" * 40_000])
async def test_strange_text_arrives_as_text_that_can_be_stored(office: Office, text: str) -> None:
    await office.gateway.say("L04", "#baobab", text)

    heard = office.core.heard[-1]
    assert isinstance(heard, MessageReceived)
    assert heard.text.encode()
    assert await texts(office, "L06", "#baobab") == [heard.text]


async def test_strangers_and_channels_of_others_are_refused(office: Office) -> None:
    for person, channel in (("nobody", "#baobab"), ("C1", "#baobab"), ("L04", "direct-L06"), ("L04", "nowhere")):
        with pytest.raises(NotPossible):
            await office.gateway.say(person, channel, "hello")


async def test_after_a_kill_before_the_commit_the_event_comes_again_with_the_same_id(office: Office) -> None:
    office.core.dies = True
    with pytest.raises(KilledError):
        await office.gateway.say("L04", "#baobab", "important")

    async with Workspace.opened(office.folder) as workspace:
        core = TinyBot()
        again = Gateway(workspace, core, office.clock)
        assert await again.redeliver() == 1
        assert await again.redeliver() == 0

    [heard] = core.heard
    assert isinstance(heard, MessageReceived)
    assert (heard.id, heard.text) == ("t-1", "important")
    assert await texts(office, "L06", "#baobab") == ["important"]


async def test_after_a_kill_behind_the_commit_the_core_hears_it_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise KilledError

    monkeypatch.setattr(office.workspace.arrivals, "finish", dies)
    with pytest.raises(KilledError):
        await office.gateway.say("L04", "#baobab", "/peer me")

    async with Workspace.opened(office.folder) as workspace:
        assert await Gateway(workspace, office.core, office.clock).redeliver() == 1

    assert [event.id for event in office.core.heard] == ["t-1"]


async def test_whoever_acts_somewhere_has_read_what_stands_there(office: Office) -> None:
    await office.messenger.send(delivery(CHECK_IN, "L04"))
    await office.gateway.say("L06", "#baobab", "hello")
    assert await office.workspace.messages.unread_by_channel("L04") == {"#baobab": 1, "direct-L04": 1}

    await office.gateway.press("L04", "m1", "v1:check_in.fine:7")
    assert await office.workspace.messages.unread_by_channel("L04") == {"#baobab": 1}

    await office.gateway.say("L04", "#baobab", "hello Rui")
    assert await office.workspace.messages.unread_by_channel("L04") == {}
    assert await office.workspace.messages.unread_by_channel("L06") == {"#baobab": 1}
