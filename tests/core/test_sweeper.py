"""What is there twice in spite of everything is taken away within a minute, but for the first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.ports import Delivery
from bot.sweeper import Others, Sweeper
from tests.core.office import Office
from tests.core.platform import remote_id
from tests.storage.sample import NOW, claim


@dataclass
class History:
    """A platform's history as the sweeper sees it: the copies of each delivery, by its key."""

    copies: dict[str, list[str]] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)
    is_readable: bool = True
    others: frozenset[str] | None = None

    async def of(self, delivery: Delivery, others: Others) -> Sequence[str]:
        """Return them, the first one first."""
        self.others = await others()
        self.looks.append(delivery.key)
        if not self.is_readable:
            raise OSError("no history")
        return list(self.copies.get(delivery.key, [delivery.remote_id]))

    async def remove(self, remote_id: str, delivery: Delivery) -> None:
        """Delete one."""
        self.copies[delivery.key].remove(remote_id)


def sweeper(office: Office, history: History) -> Sweeper:
    return Sweeper(office.storage, office.clock, {"local": history})


async def doubted(office: Office) -> None:
    """Let a message arrive after a doubt, and another without one."""
    office.platform.script = ["gone"]
    await office.add("one")
    await office.run(30)
    await office.add("two")
    await office.deliver()


@pytest.mark.fault(9)
async def test_the_later_copy_is_taken_away_and_the_first_is_the_message_from_then_on(office: Office) -> None:
    await doubted(office)
    history = History({"one": ["m1", "m2", "m3"]})
    sweeping = sweeper(office, history)

    assert await sweeping.sweep() == 2
    assert await sweeping.sweep() == 0

    assert history.copies == {"one": ["m1"]}
    assert (await office.row("one")).remote_id == "m1"
    assert sweeping.removed == 2


async def test_only_what_was_in_doubt_is_looked_at_and_only_for_a_minute(office: Office) -> None:
    await doubted(office)
    history = History()
    await sweeper(office, history).sweep()
    await office.run(61)
    await sweeper(office, history).sweep()

    assert history.looks == ["one"]


async def test_a_history_that_cannot_be_read_is_looked_at_again(office: Office) -> None:
    await doubted(office)
    history = History({"one": ["m1", "m2"]}, is_readable=False)
    sweeping = sweeper(office, history)

    assert await sweeping.sweep() == 0
    assert (await office.row("one")).remote_id == remote_id(office.platform.posts[0])
    history.is_readable = True
    assert await sweeping.sweep() == 1


@pytest.mark.fault(8, 9)
async def test_what_a_worker_posted_that_froze_before_its_request_is_looked_for_when_it_wakes_up(
    office: Office,
) -> None:
    other = office.beside()

    async def freeze(_: Delivery) -> None:
        office.clock.set(NOW + timedelta(minutes=10))
        await other.run(300)

    office.platform.meanwhile["before post"] = freeze
    await office.add("one")
    await office.deliver()
    assert office.platform.texts == ["Text of one"] * 2, "nothing can prevent this one"
    history = History({"one": ["m1", "m2"]})

    assert await sweeper(office, history).sweep() == 1


async def test_what_else_was_sent_there_about_then_is_told_unless_another_is_on_its_way(office: Office) -> None:
    await office.add("before")
    await office.run(400)
    await doubted(office)
    history = History()
    await sweeper(office, history).sweep()
    assert history.others == {(await office.row("two")).remote_id}

    await office.add("three")
    await claim(office.storage, office.clock.now())
    await sweeper(office, history).sweep()
    assert history.others is None
