"""What happens to messages, told so that it ends well only where the delivery protocol holds."""

from datetime import datetime, timedelta

from bot.deliveries import LEASE
from bot.effects import Urgency
from bot.errors import PlatformDown, TryLater
from bot.ports import Delivery, DeliveryState
from bot.sweeper import Sweeper
from tests.core.copies import History
from tests.core.fate import Crash, Fate, lived
from tests.core.office import CHANNEL, Office
from tests.core.platform import NEVER, REFUSED
from tests.storage.sample import NOW, claim


async def an_answer_is_lost(office: Office) -> bool:
    """One post was stored, its answer lost."""
    office.platform.script = ["lost"]
    await office.add("one")
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def a_refusal_follows_a_lost_answer(office: Office) -> bool:
    """The answer was lost, then the platform had no time for us, twice."""
    office.platform.script = ["lost"]
    office.platform.broken_history = REFUSED
    await office.add("one")
    await office.run(40)
    office.platform.broken_history = None
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def a_process_dies_over_a_post(office: Office) -> bool:
    """It died after its post was stored and before it heard of that."""

    async def die(_: Delivery) -> None:
        raise Crash

    office.platform.meanwhile["after post"] = die
    await office.add("one")
    await lived(office.deliver())
    await office.courier.recover()
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def a_lease_runs_out_over_a_post(office: Office) -> bool:
    """Another process posted, and froze; what it posted shows only a little later."""
    await office.add("one")
    (taken,) = await claim(office.storage, NOW, "frozen")
    office.clock.set(NOW + LEASE - timedelta(seconds=1))
    office.platform.store(taken, after=timedelta(seconds=10))
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def the_platform_stores_late(office: Office) -> bool:
    """It gave no answer and stored the post eight seconds later."""
    office.platform.script = ["late"]
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.run(600)
    return office.platform.texts == ["Text of alarm"]


async def a_frozen_process_wakes_up(office: Office) -> bool:
    """It froze while it looked, another one sent the message meanwhile, and then it went on."""
    other = office.beside()

    async def freeze(_: Delivery) -> None:
        office.clock.set(office.clock.now() + timedelta(minutes=2))
        await other.run(300)

    office.platform.script = ["gone"]
    await office.add("one")
    await office.deliver()
    office.platform.meanwhile["after look"] = freeze
    await office.deliver(30)
    return office.platform.texts == ["Text of one"]


async def a_frozen_process_reports(office: Office) -> bool:
    """It was refused for good and froze; another one could send the message; then the first one tells."""
    other = office.beside()

    async def freeze(_: Delivery) -> None:
        office.clock.set(NOW + timedelta(minutes=5))
        await other.run(300)

    office.platform.script = ["ok", NEVER]
    office.platform.meanwhile["before post"] = freeze
    await office.add("one")
    await office.deliver()
    return await office.told() == [] and (await office.row("one")).state is DeliveryState.SENT


async def the_head_of_a_lane_is_refused(office: Office) -> bool:
    """The first of two messages had to wait."""
    office.platform.script = [REFUSED]
    await office.add("first", "second", lane="lane")
    await office.run(600)
    return office.platform.texts == ["Text of first", "Text of second"]


async def a_prompt_cannot_be_looked_for(office: Office) -> bool:
    """Its answer was lost, and the history cannot be read for an hour."""
    office.platform.script = ["lost"]
    office.platform.broken_history = TryLater("no history")
    await office.add("prompt", urgency=Urgency.PROMPT, target=CHANNEL)
    await office.run(3600)
    return office.platform.texts == ["Text of prompt"]


async def an_alarm_cannot_be_looked_for(office: Office) -> bool:
    """It did not arrive, and the history cannot be read for an hour."""
    office.platform.script = ["gone"]
    office.platform.broken_history = TryLater("no history")
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.run(3600)
    return office.platform.texts == ["Text of alarm"]


async def a_messenger_has_a_fault(office: Office) -> bool:
    """It failed in a way nobody foresaw, after the platform had stored the post."""

    async def fail(_: Delivery) -> None:
        raise KeyError("a bug")

    office.platform.meanwhile["after post"] = fail
    await office.add("one")
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def a_process_dies_over_a_failure(office: Office) -> bool:
    """The platform will never take a message, and the process dies at some step of telling that."""
    for step in range(1, 15):
        office.platform.script = [NEVER] * 3
        await office.add(f"{step:02}")
        await lived(office.beside("one", Fate(step)).run(0))
        await office.courier.recover()
        await office.run(600)
    return await office.told() == [f"{step:02}" for step in range(1, 15)]


async def bedtime_comes_before_the_retry(office: Office) -> bool:
    """A message was refused ten seconds before its reader's quiet hours."""
    office.clock.set(datetime.fromisoformat("2027-03-01T17:59:50Z"))
    office.platform.script = [REFUSED]
    await office.add("notice")
    await office.run(3600)
    return office.platform.posts == []


async def the_same_is_asked_for_twice(office: Office) -> bool:
    """Two processes stored the same message, by one key."""
    await office.add("one")
    await office.add("one")
    await office.run(600)
    return office.platform.texts == ["Text of one"]


async def an_alarm_comes_after_many_questions(office: Office) -> bool:
    """A hundred and fifty questions wait when something urgent comes."""
    await office.add(*[f"q{number:03}" for number in range(150)], urgency=Urgency.PROMPT, target=CHANNEL)
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.deliver()
    return office.platform.texts[:1] == ["Text of alarm"]


async def the_platform_asks_for_time(office: Office) -> bool:
    """It has no time for us for twenty seconds, and counts what comes earlier against us."""
    office.platform.script = [REFUSED]
    await office.add("one")
    await office.run(19)
    return len(office.platform.tries) == 1


async def the_platform_is_away(office: Office) -> bool:
    """It gives no answer for ten minutes, while a dozen questions wait."""
    office.platform.script = [PlatformDown("down")] * 10_000
    await office.add(*[f"q{number:02}" for number in range(12)], urgency=Urgency.PROMPT)
    await office.run(600)
    return len(office.platform.tries) < 40


async def nobody_takes_an_alarm(office: Office) -> bool:
    """The platform refuses an alarm for ten minutes: the outside contact has to hear of it."""
    office.platform.script = [REFUSED] * 30
    await office.add("alarm", urgency=Urgency.ESCALATION)
    await office.run(150)
    return bool(office.ears.delays)


async def a_copy_slips_in(office: Office) -> bool:
    """A message is there twice in spite of everything: the later one goes."""
    office.platform.script = ["lost"]
    await office.add("one")
    await office.run(60)
    office.platform.store(office.platform.posts[0])
    await Sweeper(office.storage, office.clock, {"local": History(office.platform)}).sweep()
    return office.platform.texts == ["Text of one"]
