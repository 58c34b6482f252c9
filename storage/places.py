"""Which channel is whose."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, select, update

from bot.events import Place
from bot.ports import Spot
from storage.schema import places
from storage.session import AnyRow, Session, adding

_SPOT = select(
    places.c.platform, places.c.workspace, places.c.channel, places.c.cohort_id, places.c.name, places.c.group_id
)
_AT = _SPOT.where(
    places.c.platform == bindparam("on_platform"),
    places.c.workspace == bindparam("in_workspace"),
    places.c.channel == bindparam("in_channel"),
)
_AT_ALL = _SPOT.where(
    places.c.platform == bindparam("on_platform"),
    places.c.workspace == bindparam("in_workspace"),
    places.c.channel.in_(bindparam("channels", expanding=True)),
)
_FIRST = (places.c.platform, places.c.workspace, places.c.channel)
_OF_GROUP = _SPOT.where(places.c.group_id == bindparam("of_group")).order_by(*_FIRST).limit(1)
_NAMED = (
    _SPOT.where(places.c.cohort_id == bindparam("of_cohort"), places.c.name == bindparam("wanted"))
    .order_by(*_FIRST)
    .limit(1)
)
_IN_WORKSPACE = _SPOT.where(
    places.c.platform == bindparam("on_platform"), places.c.workspace == bindparam("in_workspace")
).order_by(places.c.cohort_id, places.c.name, *_FIRST)
_MOVE = (
    update(places)
    .where(
        places.c.platform == bindparam("on_platform"),
        places.c.workspace == bindparam("in_workspace"),
        places.c.channel == bindparam("in_channel"),
    )
    .values(platform=bindparam("to_platform"), workspace=bindparam("to_workspace"), channel=bindparam("to_channel"))
)
_FORGET = delete(places).where(
    places.c.platform == bindparam("on_platform"),
    places.c.workspace == bindparam("in_workspace"),
    places.c.channel == bindparam("in_channel"),
)
_ADD = adding(places)


class SqlPlaces:
    """The places table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, spot: Spot) -> None:
        """Store what a channel is; its thread does not count."""
        place = spot.place
        values = {"platform": place.platform, "workspace": place.workspace, "channel": place.channel}
        values |= {"cohort_id": spot.cohort_id, "name": spot.name, "group_id": spot.group_id}
        await self._session.change(_ADD, values)

    async def at(self, place: Place) -> Spot | None:
        """What the place's channel is to us, whatever the thread."""
        values = {"on_platform": place.platform, "in_workspace": place.workspace, "in_channel": place.channel}
        return _spot(await self._session.row(_AT, values))

    async def at_all(self, wanted: Collection[Place]) -> dict[Place, Spot]:
        """What channels are to us, in one statement for each workspace; those that are not ours are left out."""
        found: dict[Place, Spot] = {}
        for platform, workspace in sorted({(place.platform, place.workspace) for place in wanted}):
            channels = sorted(p.channel for p in wanted if (p.platform, p.workspace) == (platform, workspace))
            values = {"on_platform": platform, "in_workspace": workspace, "channels": channels}
            spots = map(_spot, await self._session.rows(_AT_ALL, values))
            found |= {spot.place: spot for spot in spots if spot is not None}
        return found

    async def of_group(self, group_id: str) -> Spot | None:
        """A group's channel; where it has several, the first by platform, workspace and id."""
        return _spot(await self._session.row(_OF_GROUP, {"of_group": group_id}))

    async def named(self, cohort_id: str, name: str) -> Spot | None:
        """A cohort's channel by name; where it has several, the first by platform, workspace and id."""
        return _spot(await self._session.row(_NAMED, {"of_cohort": cohort_id, "wanted": name}))

    async def in_workspace(self, platform: str, workspace: str) -> list[Spot]:
        """Every channel of ours in a workspace, by cohort, then name."""
        rows = await self._session.rows(_IN_WORKSPACE, {"on_platform": platform, "in_workspace": workspace})
        return [spot for row in rows if (spot := _spot(row)) is not None]

    async def move(self, spot: Spot, place: Place) -> None:
        """Give a spot another channel."""
        values = {"on_platform": spot.place.platform, "in_workspace": spot.place.workspace}
        values |= {"in_channel": spot.place.channel, "to_platform": place.platform}
        values |= {"to_workspace": place.workspace, "to_channel": place.channel}
        await self._session.change(_MOVE, values)

    async def forget(self, place: Place) -> None:
        """A channel is no longer of ours."""
        values = {"on_platform": place.platform, "in_workspace": place.workspace, "in_channel": place.channel}
        await self._session.change(_FORGET, values)


def _spot(row: AnyRow | None) -> Spot | None:
    if row is None:
        return None
    platform, workspace, channel, cohort_id, name, group_id = row
    return Spot(Place(platform, workspace, channel), cohort_id, name, group_id)
