"""What one person sees of the workspace, ready for the templates: no decisions are left to them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from adapters import safe_html as render
from adapters.local.addresses import address, file_address
from adapters.local.records import BOT, BOT_NAME, Channel, Message, Person
from adapters.safe_html import Reader, Typed
from bot.cards import Attachment, Button, Card, Select
from bot.domain.pictures import Chart

_HUES = 8
_CONTINUES_WITHIN = timedelta(minutes=7)
_GROUPS = (("learner", "Learners"), ("mentor", "Mentors"), ("coordinator", "Coordinators"))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody to act as."""

    id: str
    address: str
    name: Markup
    initials: str
    hue: int
    role: str
    unread: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel of the acting person."""

    id: str
    address: str
    name: str
    is_direct: bool
    is_current: bool
    unread: int


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that came with a card: what it is called, and where it is; a picture says in words what it shows."""

    name: str
    address: str
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """The bot's card, its words rendered."""

    kind: str
    title: str
    body: Markup
    why: Markup
    fields: Sequence[tuple[Markup, Markup]]
    buttons: Sequence[Button]
    select: Select | None
    is_pinned: bool
    file: FileLink | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """How a thread under a message stands."""

    answers: int
    unread: int
    last: Markup


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message. `continues` its author's last one: the name is not said again."""

    id: str
    seq: int
    author: PersonRow
    is_by_bot: bool
    is_mine: bool
    time: Markup
    typed: Typed | None
    card: CardView | None
    is_private: bool
    edited: Markup | None
    thread: Thread | None
    continues: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a day that begins, where the unread ones begin, or a message."""

    day: str = ""
    day_id: str = ""
    is_new_line: bool = False
    message: MessageView | None = None


class Seer:
    """Makes views for one person."""

    def __init__(self, viewer: Person, people: Sequence[Person], unread: dict[str, int]) -> None:
        names = {key: person.name for person in people for key in (person.member_id, person.id) if key}
        self.viewer, self.reader = viewer, Reader(viewer.timezone, names)
        self._rows = {person.id: person_row(person, unread.get(person.id, 0)) for person in people}
        self._bot = PersonRow(BOT, "", Markup(BOT_NAME), "K", 0, "bot", 0, is_here=True)

    def groups(self) -> list[tuple[str, list[PersonRow]]]:
        """Return everybody by role."""
        known = [role for role, _ in _GROUPS]
        found = [(title, [row for row in self._rows.values() if row.role == role]) for role, title in _GROUPS]
        found.append(("Others", [row for row in self._rows.values() if row.role not in known]))
        return [(title, rows) for title, rows in found if rows]

    def lines(
        self, messages: Sequence[Message], threads: dict[str, tuple[int, int, datetime]], read_until: int
    ) -> list[Line]:
        """Return messages with the days between them, and one line before the first that was not read."""
        lines: list[Line] = []
        before: Message | None = None
        marked = False
        for message in messages:
            today = self._day(message)
            if before is None or self._day(before) != today:
                lines.append(Line(day=f"{today:%A %-d %B}", day_id=f"day-{today}"))
                before = None
            if not marked and message.seq > read_until and message.author_id != self.viewer.id:
                marked = True
                if read_until:
                    lines.append(Line(is_new_line=True))
                    before = None
            lines.append(Line(message=self.message(message, threads.get(message.id), before)))
            before = message
        return lines

    def message(
        self, message: Message, thread: tuple[int, int, datetime] | None = None, before: Message | None = None
    ) -> MessageView:
        """Return one message."""
        return MessageView(
            id=message.id,
            seq=message.seq,
            author=self._rows.get(message.author_id, self._bot),
            is_by_bot=message.is_by_bot,
            is_mine=message.author_id == self.viewer.id,
            time=render.time(message.at, self.reader, "%H:%M"),
            typed=render.typed(message.text, self.reader) if message.card is None else None,
            card=self._card(message.card, message.id) if message.card is not None else None,
            is_private=bool(message.private_to),
            edited=self._edited(message),
            thread=Thread(thread[0], thread[1], render.time(thread[2], self.reader)) if thread is not None else None,
            continues=_continues(message, before),
        )

    def _edited(self, message: Message) -> Markup | None:
        if message.edited_at is None:
            return None
        is_same_day = self.reader.local(message.edited_at).date() == self._day(message)
        return render.time(message.edited_at, self.reader, "%H:%M" if is_same_day else "%a %-d %b, %H:%M")

    def _card(self, card: Card, message_id: str) -> CardView:
        file = card.attachment
        return CardView(
            kind=card.kind,
            title=render.clean(card.title),
            body=render.blocks(card.text, self.reader),
            why=self._rich(card.why),
            fields=[(self._rich(field.name), render.blocks(field.value, self.reader)) for field in card.fields],
            buttons=card.buttons,
            select=card.select,
            is_pinned=card.is_pinned,
            file=self._file(file, message_id) if file is not None else None,
        )

    def _file(self, file: Attachment, message_id: str) -> FileLink:
        words = file.alternative if isinstance(file, Chart) else ""
        return FileLink(file.name, file_address(self.viewer.id, message_id), words)

    def _rich(self, text: str) -> Markup:
        return render.rich(text, self.reader)

    def _day(self, message: Message) -> date:
        return self.reader.local(message.at).date()


def person_row(person: Person, unread: int = 0) -> PersonRow:
    """Return somebody as a row of the list."""
    hue = zlib.crc32(person.id.encode()) % _HUES
    where, name = address(person.id), render.name(person.name)
    return PersonRow(person.id, where, name, person.initials, hue, person.role, unread, person.is_here)


def channel_row(channel: Channel, person: Person, current: str, unread: int) -> ChannelRow:
    """Return one of somebody's channels."""
    where, name = address(person.id, channel.id), render.clean(channel.name)
    return ChannelRow(channel.id, where, name, channel.is_direct, channel.id == current, unread)


def _continues(message: Message, before: Message | None) -> bool:
    return (
        before is not None
        and before.author_id == message.author_id
        and before.private_to == message.private_to
        and message.at - before.at < _CONTINUES_WITHIN
    )
