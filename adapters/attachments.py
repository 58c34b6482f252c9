"""What goes along with a message, as a file: an entry for a calendar, a picture. The same bytes at every attempt."""

import asyncio
from dataclasses import dataclass
from typing import Final

from adapters.calendars import MEDIA_TYPE, written
from bot.cards import Attachment
from bot.domain.calendars import CalendarFile
from bot.domain.pictures import Chart

PNG: Final = "image/png"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name, its kind and its bytes; `alternative` says in words what a picture shows."""

    name: str
    media_type: str
    content: bytes
    alternative: str = ""


async def file_of(attachment: Attachment) -> File:
    """Write an attachment; a picture is drawn beside the loop, since it takes a quarter of a second."""
    match attachment:
        case CalendarFile():
            return File(attachment.name, MEDIA_TYPE, written(attachment))
        case Chart():
            content = await asyncio.to_thread(_drawn, attachment)
            return File(attachment.name, PNG, content, attachment.alternative)


def _drawn(chart: Chart) -> bytes:
    from adapters.chart import picture  # here: what draws takes long to import, and no start should wait for it

    return picture(chart.figures, chart.alternative)
