"""What the bot asks for is what it needs: no more, with a reason each, and enough to do its work."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import permissions
from adapters.discord.rooms import RoomKind
from tests.adapters.discord.office import THURSDAY, office
from tests.doubles.discord import Discord
from tests.doubles.discord import permissions as theirs
from tests.doubles.discord.model import Channel, Guild, Kind, Member, Overwrite, Role, User
from tests.doubles.discord.permissions import EVERYBODY, May

BITS = st.sets(st.sampled_from([May.VIEW_CHANNEL, May.SEND_MESSAGES, May.EMBED_LINKS, May.PIN_MESSAGES]))


def number(bits: set[May]) -> int:
    return sum(int(bit) for bit in bits)


@pytest.mark.parametrize("kind", [RoomKind.THREAD, RoomKind.PRIVATE])
def test_the_link_asks_for_the_listed_rights_and_no_others(kind: RoomKind) -> None:
    rights = permissions.needed(kind)
    asked = parse_qs(urlsplit(permissions.invite("123456789012345678", rights)).query)

    assert asked["scope"] == ["bot applications.commands"]
    assert int(asked["permissions"][0]) == number({May(right.bit) for right in rights})
    assert not int(asked["permissions"][0]) & May.ADMINISTRATOR
    assert all(right.why.startswith(("to ", "for ")) for right in rights)


@given(BITS, st.lists(st.tuples(st.sampled_from(["everyone", "role", "bot"]), BITS, BITS), max_size=4))
def test_rights_in_a_channel_are_counted_as_discord_counts_them(
    base: set[May], overwrites: list[tuple[str, set[May], set[May]]]
) -> None:
    ids = {"everyone": "1", "role": "2", "bot": "3"}
    guild = Guild("1", "Server", "9", roles={"1": Role("1", "@everyone", number(base)), "2": Role("2", "Helper", 0)})
    me = Member(User("3", "Kith", is_bot=True), datetime(2026, 1, 1, tzinfo=UTC), {"2"})
    over = {
        ids[who]: Overwrite(ids[who], int(who == "bot"), number(allow), number(deny - allow))
        for who, allow, deny in overwrites
    }
    channel = Channel("5", Kind.TEXT, "room", guild, overwrites=over)

    counted = permissions.in_channel(
        {
            "permission_overwrites": [
                {"id": o.id, "type": o.type, "allow": str(o.allow), "deny": str(o.deny)} for o in over.values()
            ]
        },
        {"id": "1", "roles": [{"id": role.id, "permissions": str(role.permissions)} for role in guild.roles.values()]},
        {"user": {"id": "3"}, "roles": ["2"]},
    )

    expected = theirs.in_channel(channel, me, datetime(2026, 1, 1, tzinfo=UTC))
    sending = May.SEND_MESSAGES in expected  # without it Discord takes what needs it as well; we ask for each alone
    assert counted & ~int(theirs.NEEDS_SENDING) == int(expected) & ~int(theirs.NEEDS_SENDING)
    assert not sending or counted == int(expected)


@pytest.mark.parametrize("kind", [RoomKind.THREAD, RoomKind.PRIVATE])
async def test_the_bot_does_its_work_with_these_rights_alone(
    discord: Discord, tmp_path: Path, made_sqlite_url: str, kind: RoomKind
) -> None:
    names = " ".join(str(May(right.bit).name).lower() for right in permissions.needed(kind))
    async with office(discord, tmp_path, made_sqlite_url, kind, ("g1", "coordinators"), names) as there:
        everybody = there.guild.role("People", " ".join(str(one.name).lower() for one in EVERYBODY))
        for person in there.people.values():
            there.guild.gives(person, everybody)
        there.guild.everyone.permissions = 0
        await there.bot.upkeep.tend()
        await there.until(THURSDAY)

        assert any("Week 1 of 8" in seen for seen in there.people["L1"].sees().everything)
        pinned = [seen for seen in there.people["L1"].sees().everything if seen.is_pinned]
        assert any("What is read in this channel" in seen for seen in pinned)
    refused = [f"{request} {request.code}" for request in discord.requests if request.status in (401, 403)]
    assert refused == []
