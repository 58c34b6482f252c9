"""Rate limits: a bucket per route and place, 50 requests a second in all, and the ban of an address."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from tests.doubles.discord.rest.routing import Call, Route

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id")
INVALID = (401, 403, 429)


@dataclass(frozen=True)
class Exceeded(Exception):
    """A request too many."""

    seconds: float
    scope: str = "user"
    is_cloudflare: bool = False

    def body(self) -> dict[str, object]:
        """Return what Discord writes into the answer."""
        is_global = self.scope == "global"
        return {"message": "You are being rate limited.", "retry_after": round(self.seconds, 3), "global": is_global}


@dataclass(eq=False)
class Bucket:
    """How much of a route is left for one place."""

    hash: str
    limit: int
    remaining: int
    resets_at: datetime


@dataclass(eq=False)
class Limits:
    """Counts what the bot sends, by a clock that cannot be stopped.

    `is_on` off lets everything pass, for rehearsals that outrun the clock.
    """

    now: Callable[[], datetime]
    is_on: bool = True
    global_limit: int = 50
    invalid_limit: int = 10_000
    bans_for: timedelta = timedelta(hours=1)
    invalid: deque[datetime] = field(default_factory=deque)
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _second: deque[datetime] = field(default_factory=deque)
    _banned_until: datetime | None = None

    def take(self, call: Call) -> dict[str, str]:
        """Count a request and return the headers of its bucket; raises `Exceeded` for one too many."""
        now = self.now()
        if not self.is_on:
            return {}
        if self._banned_until is not None and now < self._banned_until:
            raise Exceeded((self._banned_until - now).total_seconds(), is_cloudflare=True)
        if not call.route.is_open:
            self._take_global(now)
        bucket = self._bucket(call.route, call.ids, now)
        if bucket.remaining <= 0:
            raise Exceeded((bucket.resets_at - now).total_seconds())
        bucket.remaining -= 1
        return self._headers(bucket, now)

    def count(self, status: int, scope: str | None = None) -> None:
        """Count an answer that Discord takes for an invalid request; too many ban the address."""
        if status not in INVALID or scope == "shared":
            return
        now = self.now()
        self.invalid.append(now)
        while self.invalid and now - self.invalid[0] > timedelta(minutes=10):
            self.invalid.popleft()
        if len(self.invalid) >= self.invalid_limit:
            self._banned_until = now + self.bans_for

    def _take_global(self, now: datetime) -> None:
        while self._second and now - self._second[0] >= timedelta(seconds=1):
            self._second.popleft()
        if len(self._second) >= self.global_limit:
            first = self._second[0] if self._second else now
            raise Exceeded((first + timedelta(seconds=1) - now).total_seconds(), scope="global")
        self._second.append(now)

    def _bucket(self, route: Route, ids: dict[str, str], now: datetime) -> Bucket:
        hashed = sha256(f"{route.method} {route.template}".encode()).hexdigest()[:16]
        key = ":".join([hashed, *(ids[name] for name in MAJOR if name in ids)])
        bucket = self._buckets.get(key)
        if bucket is None or now >= bucket.resets_at:
            resets_at = now + timedelta(seconds=route.rate.seconds)
            bucket = self._buckets[key] = Bucket(hashed, route.rate.limit, route.rate.limit, resets_at)
        return bucket

    def _headers(self, bucket: Bucket, now: datetime) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(bucket.remaining),
            "X-RateLimit-Reset": f"{bucket.resets_at.timestamp():.3f}",
            "X-RateLimit-Reset-After": f"{(bucket.resets_at - now).total_seconds():.3f}",
            "X-RateLimit-Bucket": bucket.hash,
        }
