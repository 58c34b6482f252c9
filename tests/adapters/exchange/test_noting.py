"""What becomes of tokens stands in the audit log, though `kith token` writes a file and the bot keeps the log."""

from pathlib import Path

from adapters.exchange.noting import note
from adapters.exchange.tokens import Scope
from tests.adapters.exchange.served import Exchange, served
from tests.world import World


async def _noted(exchange: Exchange) -> list[tuple[str, str]]:
    async with exchange.cohort.play.house.storage.snapshot() as tx:
        rows = [row for _, row in await tx.audit.newest(0, 100)]
    return [(row.actor_id, row.what) for row in reversed(rows) if row.what.startswith("token.")]


async def test_a_token_that_is_made_and_ended_stands_in_the_audit_log_once_each(world: World, tmp_path: Path) -> None:
    async with served(world, tmp_path) as exchange:
        app, now = exchange.cohort.play.house.app, exchange.cohort.play.clock.now()

        exchange.token()
        await note(app, exchange.tokens.tokens())
        await note(app, exchange.tokens.tokens())
        exchange.tokens.revoke("moodle", now)
        await note(app, exchange.tokens.tokens())

        assert await _noted(exchange) == [("operator", "token.created:moodle"), ("operator", "token.revoked:moodle")]
        async with exchange.cohort.play.house.storage.snapshot() as tx:
            assert await tx.audit.verify() is None


async def test_what_was_done_while_no_bot_ran_is_noted_at_its_next_start(world: World, tmp_path: Path) -> None:
    async with served(world, tmp_path) as exchange:
        app, now = exchange.cohort.play.house.app, exchange.cohort.play.clock.now()

        exchange.token(Scope.PEOPLE)
        exchange.tokens.revoke("moodle", now)
        exchange.token(Scope.PROGRESS)
        await note(app, exchange.tokens.tokens())

        assert [what for _, what in await _noted(exchange)] == [
            "token.created:moodle",
            "token.revoked:moodle",
            "token.created:moodle",
        ]


async def test_a_file_of_tokens_that_was_taken_away_is_noted_too(world: World, tmp_path: Path) -> None:
    async with served(world, tmp_path) as exchange:
        exchange.token()
        await note(exchange.cohort.play.house.app, exchange.tokens.tokens())

        exchange.tokens.path.unlink()
        await note(exchange.cohort.play.house.app, exchange.tokens.tokens())

        assert (await _noted(exchange))[-1] == ("operator", "token.lost:moodle")
