"""What people are told where the bot gets no words of channels' messages, and what it hears all the same."""

from datetime import UTC, datetime

from bot.events import ChannelsRead
from tests.adapters.discord.office import Office

MORNING = datetime(2027, 3, 1, 10, tzinfo=UTC)


async def privacy(office: Office) -> str:
    ada = office.people["L1"]
    await ada.runs("/peer privacy", at=office.rooms["cohort"])
    await office.settled()
    return str(next(seen for seen in reversed(ada.sees().everything) if "Privacy notice" in seen))


async def test_without_message_content_the_notice_and_the_page_on_privacy_say_what_goes_unnoticed(
    office: Office,
) -> None:
    await office.until(MORNING)

    [notice] = [seen for seen in office.sees("L1", "help") if "What is read in this channel" in seen]
    assert "read only messages that mention me" in notice
    assert "goes unnoticed" in notice
    page = await privacy(office)
    assert "Scanned:** messages to me, and what I pass on for you, by rules" in page
    assert "#g1, #help" in page.partition("Not read:")[2]


async def test_what_is_said_in_a_channel_is_counted_and_only_a_mention_is_read(office: Office) -> None:
    ada, bot = office.people["L1"], office.bot.connection.account
    await ada.says(office.rooms["g1"], "words for the others")
    await ada.says(office.rooms["g1"], f"<@{bot}> words for you")
    await office.settled()

    texts = [getattr(event, "text", None) for event in office.core.heard if hasattr(event, "message_id")]
    assert [bool(text) for text in texts] == [False, True]


async def test_when_the_switch_is_flipped_every_notice_says_so_once(office: Office) -> None:
    await office.until(MORNING)
    for number in range(2):
        told = ChannelsRead(f"switched {number}", office.clock.now(), "discord", reads=True)
        await office.house.app.handle(told)
    await office.beat()

    for room in ("g1", "help"):
        notices = [seen for seen in office.sees("L1", room) if "What is read in this channel" in seen]
        assert ["goes unnoticed" in seen for seen in notices] == [True, False]
    assert "Not read:" not in await privacy(office)
