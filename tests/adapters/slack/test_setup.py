"""`/coord setup` in Slack's app: conversations picked from those of the workspace."""

from tests.adapters.slack.office import Office


async def test_a_coordinator_picks_a_channel_and_the_bot_posts_there_from_then_on(office: Office) -> None:
    teresa = office.people["C1"]
    questions = office.team.channel("questions", *office.people.values())

    await teresa.runs("/coord setup")
    await teresa.submits({"The help channel": questions.id})
    await office.settled()
    await office.beat()

    assert any("What is read in this channel" in seen.text for seen in teresa.sees().channels["questions"])
    assert any("/invite @Kith" in seen.text for seen in teresa.sees().direct) or teresa.window is not None


async def test_a_channel_picked_twice_is_said_below_both(office: Office) -> None:
    teresa = office.people["C1"]

    await teresa.runs("/coord setup")
    await teresa.submits({"The help channel": office.rooms["cohort"].id})
    await office.settled()

    window = teresa.window
    assert window is not None
    assert set(window.errors) == {"The whole cohort's channel", "The help channel"}
