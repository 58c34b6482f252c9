"""Every door through which somebody could hear of a case: what comes by itself, and what one can open."""

from collections.abc import Sequence

from bot.domain.cases import Case
from bot.events import Account, Place
from bot.upcoming import upcoming
from tests.conflicts.desk import at_the_desk
from tests.conflicts.play import Play
from tests.conflicts.roster import ACTS, Person

COMMANDS = ("peer me", "peer help", "peer why", "peer report", "peer privacy", "mentor week", "coord case list")
COMMANDS += ("coord report", "coord export", "coord rota show", "coord audit", "peer mydata show", "peer mydata export")
BY_REF = ("coord case show", "coord case ack", "coord case close", "coord case hold", "coord case release")
BY_REF += ("coord case handover", "coord case reopen")
FORMS = frozenset({"case.noted", "case.passed_on", "case.held", "case.closed", "case.reopened"})
GIVEN = {"note": "a note", "text": "a reason", "review_on": "2027-06-01", "reason": "supported", "to": "nobody"}
_MESSAGES = (
    "SELECT target, opened(card, id), urgency, state, next_at FROM outbox "
    "WHERE recipient_id = '{}' OR target_kind = 'channel'"
)


async def seen_by(the: Play, who: Person, kept: Sequence[Case]) -> list[str]:
    """Return everything somebody can see at this moment; `kept` are the cases whose names they may have guessed."""
    by, place = Account("local", "demo", f"u-{who.handle}"), Place("local", "demo", "dm", is_direct=True)
    seen = [f"{name}: {await the.does(who, 'command', name)}" for name in COMMANDS]
    seen.append(f"page: {await the.app.page(by)}")
    seen.append(f"offered: {await the.app.suggest(by, place, 'coord case show', 'ref', '')}")
    for case in kept:
        for name in BY_REF:
            values = {"ref": case.ref, "reason": "false_alarm", "review_on": "2027-06-01", "text": "why"}
            values["to"] = "safeguarding"
            seen.append(f"{name}: {await the.does(who, 'command', name, values=values)}")
        for name in ACTS:
            kind, values = ("form", GIVEN) if name in FORMS else ("action", {})
            seen.append(f"{name}: {await the.does(who, kind, name, subject=case.id, values=values)}")
    async with the.storage.snapshot() as tx:
        seen.append(f"what comes next: {[line for line in await upcoming(tx, 50) if 'RRRR' not in line.to]}")
    return [*seen, *await at_the_desk(the, who, kept), *sent_to(the, who)]


def sent_to(the: Play, who: Person) -> list[str]:
    """Return every message to somebody and every public one, and what they were spared."""
    spared = f"SELECT kind, why FROM withheld WHERE member_id = 'id-{who.handle}'"
    return [*the.rows(_MESSAGES.format(f"id-{who.handle}")), *the.rows(spared)]
