"""Zone and locale of people of whom nobody said them: from their Slack profile."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.members import Member
from tests.adapters.slack.office import START, Office
from tests.doubles.faults import Fault, Harm


async def opened(office: Office, who: str) -> None:
    """Let nobody know somebody's zone and language, as if the cohort file had left them out."""
    await office.bot.profiles.has_looked.wait()
    async with office.house.storage.transaction() as tx:
        [member] = await tx.members.of_account(office.account(who))
        await tx.members.save(replace(member, knows_zone=False, knows_language=False))


async def looked(office: Office, who: str = "L1") -> Member:
    await office.bot.profiles.look()
    return await office.member(who)


async def test_zone_and_locale_come_from_the_profile(office: Office) -> None:
    office.people["L1"].user.tz, office.people["L1"].user.locale = "Africa/Nairobi", "sw-KE"
    await opened(office, "L1")

    member = await looked(office)

    assert (member.timezone, member.language) == ("Africa/Nairobi", "sw")
    assert (member.knows_zone, member.knows_language) == (True, True)


async def test_nobody_elses_profile_is_read(office: Office) -> None:
    await opened(office, "L1")
    office.slack.log.clear()

    await looked(office)
    await looked(office)

    assert [each.arguments["user"] for each in office.slack.log.of("users.info")] == [office.people["L1"].id]


async def test_a_profile_without_a_zone_leads_to_one_question(office: Office) -> None:
    office.people["L1"].user.tz = None
    await opened(office, "L1")

    for _ in range(3):
        assert not (await looked(office)).knows_zone
    await office.until(START + timedelta(hours=2))  # quiet hours are over

    asked = [seen for seen in office.sees("L1") if "Which time zone" in seen.text]
    assert [seen.buttons for seen in asked] == [("Tell it",)]


async def test_a_zone_that_is_set_later_is_heard_of(office: Office) -> None:
    office.people["L1"].user.tz = None
    await opened(office, "L1")
    await looked(office)

    office.people["L1"].user.tz = "America/Sao_Paulo"
    office.slack.events.changed_person(office.team.team, office.people["L1"].user)
    await office.settled()

    assert (await office.member("L1")).timezone == "America/Sao_Paulo"


async def test_what_could_not_be_read_is_read_at_the_next_look(office: Office) -> None:
    office.people["L1"].user.tz = "Africa/Nairobi"
    await opened(office, "L1")
    office.slack.faults.plan(Fault(Harm.REFUSED, "users.info", status=500))
    assert not (await looked(office)).knows_zone

    assert (await looked(office)).timezone == "Africa/Nairobi"
