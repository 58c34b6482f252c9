"""Messages that say when a session is bring its entry for the reader's calendar along."""

from dataclasses import replace

from bot.cards import Card
from bot.domain.members import Member
from bot.domain.sessions import Session
from bot.ports import Tx
from bot.turn import Turn
from bot.wording import session_calendar as wording
from bot.wording.voice import Voice


async def meeting_link(turn: Turn, session: Session) -> str:
    """Return where the two of a session meet; nothing where they say so themselves."""
    return await link_of(turn.tx, session)


async def link_of(tx: Tx, session: Session) -> str:
    """Return the same, where nobody acts."""
    pairing = await tx.pairings.of_learner(session.learner_id)
    return pairing.link if pairing is not None and pairing.mentor_id == session.mentor_id else ""


async def dated(turn: Turn, session: Session, reader: Member, other: Member, card: Card) -> Card:
    """Return the card with the session's entry for its reader, who meets `other`; as it is where there is no time."""
    if session.starts_at is None:
        return card
    link = await meeting_link(turn, session)
    return replace(card, attachment=wording.entry(Voice.to(reader), session, other, link, turn.now))
