"""The weeks' questions at the desk: what goes out when, and a button to change one before it does."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cards import Action, Button
from bot.desk.room import for_coordinators
from bot.domain.plan import Prompt
from bot.domain.schedule import local_date
from bot.flows.prompts import post_time
from bot.turn import Turn
from bot.wording import desk_questions as wording
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One week: its texts by name, when its first group gets it (None: there is no group yet), and how it stands."""

    week: int
    monday: date
    texts: dict[str, str]
    first_at: datetime | None
    standing: str
    button: Button


async def questions_page(turn: Turn) -> tuple[QuestionRow, ...]:
    """Return every week's question, the current week first, past weeks last."""
    for_coordinators(turn)
    cohort, voice = turn.here, Voice.to(turn.me)
    groups = await turn.tx.groups.in_cohort(cohort.id)
    rule = cohort.plan.rhythm.prompt
    rows = []
    for week in range(1, cohort.weeks + 1):
        prompt = cohort.plan.prompt(week) or Prompt(week, "")
        monday = cohort.starts_on + timedelta(weeks=week - 1)
        at = [post_time(cohort, group, rule.on_or_after(monday, group.timezone)).moment() for group in groups]
        gone = sum(moment <= turn.now for moment in at)
        rows.append(
            QuestionRow(
                week,
                monday,
                prompt.texts(cohort.plan.phase(week).name),
                min(at, default=None),
                wording.standing(voice, gone, len(at), is_written=bool(prompt.theme)),
                Button(wording.change(voice, week), Action("question.edit", str(week))),
            )
        )
    now = cohort.week(local_date(turn.now, cohort.timezone))
    return tuple(sorted(rows, key=lambda row: (row.week < now, row.week)))
