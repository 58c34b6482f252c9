"""The gateway as tests handle it: its connections, its moods, and what it received."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.doubles.discord import shapes
from tests.doubles.discord.gateway import Connection
from tests.doubles.discord.identify import Budget
from tests.doubles.discord.sessions import Session, Sessions
from tests.doubles.discord.state import State


class Gateways:
    """All connections of the bot to the gateway, and the levers on them."""

    def __init__(self, state: State, sessions: Sessions, changed: Callable[[], None]) -> None:
        self.state = state
        self.sessions = sessions
        self.budget = Budget(state)
        self.changed = changed
        self.url = ""
        self.heartbeat = 41.25  # seconds, as Discord asks for
        self.acknowledges = True
        self.accepts = True
        self.sharding_from = 2500  # servers a shard may have
        self.advises = 1  # shards, to whoever asks
        self.connections: set[Connection] = set()
        self.received: list[dict[str, Any]] = []
        self.complaints: list[str] = []
        self.listed_at: dict[str, datetime] = {}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Take a new connection."""
        if not self.accepts:
            return web.Response(status=503, text="upstream connect error")
        connection = Connection(self, request)
        self.connections.add(connection)
        return await connection.run()

    def ready(self, session: Session) -> dict[str, Any]:
        """Write what READY says."""
        guilds = [guild for guild in self.state.guilds.values() if self.state.bot.id in guild.members]
        return {
            "v": 10,
            "user": {**shapes.user(self.state.bot), "verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": one.id, "unavailable": True} for one in guilds if session.hears(1, one)],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": self.state.application.id, "flags": self.state.application.flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "session_type": "normal",
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }

    def asks_to_reconnect(self) -> None:
        """Send op 7 to everybody."""
        for connection in list(self.connections):
            connection.op(7)

    def invalidates(self, *, resumable: bool) -> None:
        """Send op 9 to everybody; what is not resumable is forgotten."""
        for connection in list(self.connections):
            if connection.session is not None and not resumable:
                self.sessions.end(connection.session)
                connection.session = None
            connection.op(9, resumable)

    def closes(self, code: int) -> None:
        """Close every connection with a code; the sessions can be resumed unless the code forbids it."""
        for connection in list(self.connections):
            connection.close(code)

    def drops(self) -> None:
        """Cut every connection without a goodbye."""
        for connection in list(self.connections):
            connection.drop()

    def asks_for_a_heartbeat(self) -> None:
        """Send op 1, which wants a heartbeat at once."""
        for connection in list(self.connections):
            connection.op(1)

    def repeats(self, name: str, times: int = 1) -> None:
        """Dispatch the next events of this name twice."""
        self.sessions.repeat(name, times)

    def sends(self, name: str, data: dict[str, Any]) -> None:
        """Dispatch anything at all, malformed too."""
        self.sessions.tell(name, data)

    def says(self, text: str) -> None:
        """Send raw text, which need not be JSON."""
        for connection in list(self.connections):
            connection.put(text)
