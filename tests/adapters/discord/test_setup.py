"""`/coord setup` in Discord's app: channels picked from those of the server, rights asked again at the end."""

from tests.adapters.discord.office import Office


async def test_a_coordinator_picks_channels_and_the_bot_posts_there_from_then_on(office: Office) -> None:
    teresa = office.people["C1"]
    questions = office.guild.channel("questions")

    await teresa.runs("/coord setup", at=office.rooms["cohort"])
    form = teresa.sees().modal
    assert form is not None
    await teresa.submits(form, {"The help channel": questions})
    await office.settled()
    await office.beat()

    assert any("#help" in seen for seen in teresa.sees().everything if "New channels" in seen)
    posted = [seen for seen in office.people["L1"].sees()[questions] if "What is read in this channel" in seen]
    assert [seen.is_pinned for seen in posted] == [True]


async def test_what_is_picked_already_stands_in_the_form(office: Office) -> None:
    teresa = office.people["C1"]

    await teresa.runs("/coord setup", at=office.rooms["cohort"])
    form = teresa.sees().modal
    assert form is not None
    await teresa.submits(form, {})
    await office.settled()

    assert any("stay as they were" in seen for seen in teresa.sees().everything)


async def test_a_channel_of_somebody_elses_is_named_and_nothing_is_changed(office: Office) -> None:
    teresa = office.people["C1"]

    await teresa.runs("/coord setup", at=office.rooms["cohort"])
    form = teresa.sees().modal
    assert form is not None
    await teresa.submits(form, {"The help channel": office.rooms["g1"]})
    await office.settled()

    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        spot = await tx.places.named(cohort.id, "help")
    assert spot is not None
    assert spot.place.channel == office.rooms["help"].id


async def test_whoever_is_no_coordinator_is_refused_whatever_the_server_lets_them_see(office: Office) -> None:
    mentor = office.people["M1"]
    office.guild.gives(mentor, office.guild.role("Managers", "manage_guild"))

    await mentor.runs("/coord setup", at=office.rooms["cohort"])
    await office.settled()

    assert mentor.sees().modal is None
    assert any("This one is for coordinators" in seen for seen in mentor.sees().everything)
