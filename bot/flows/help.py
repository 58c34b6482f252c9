"""What anybody may ask at any time: my page, help, limits, privacy, why, the list of commands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from bot import hearing
from bot.domain.access import may_use
from bot.domain.cases import Cause
from bot.domain.check_ins import next_opening
from bot.domain.milestones import still_due
from bot.domain.precision import in_all
from bot.domain.schedule import local_date
from bot.domain.services import near
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Refused, Reply, Send, ToMember, Urgency
from bot.flows.cases import Opening, open_case
from bot.flows.help_wanted import CATEGORY, present_mentor
from bot.flows.milestones import dates_of
from bot.flows.passing_on import accused_in, heeded
from bot.flows.people import is_away, mentor_of, on_call
from bot.flows.pointing import channel_name, link_of
from bot.flows.session_plans import next_session
from bot.helplines import register
from bot.router import Router
from bot.turn import Turn
from bot.wording import help as wording
from bot.wording import policies, respect
from bot.wording.reports import about_message
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer me", always=True)
async def me(turn: Turn) -> Effects:
    """Show your page: the week, what is open for you, your dates and settings."""
    today = local_date(turn.now, turn.me.timezone)
    page = wording.Page(
        turn.me,
        turn.here,
        week=turn.here.week(today),
        group=await turn.tx.groups.of_member(turn.me.id),
        mentor=await mentor_of(turn, turn.me),
        open_check_in=await turn.tx.check_ins.open_of(turn.me.id),
        answered=sum(c.answered_at is not None for c in await turn.tx.check_ins.history(turn.me.id)),
        is_away=await is_away(turn, turn.me),
        next_check_in=await _next_check_in(turn),
        session=await next_session(turn, turn.here, turn.me),
        due=still_due(await dates_of(turn, turn.me), today),
    )
    return [Reply(wording.page(Voice.to(turn.me), page))]


async def _next_check_in(turn: Turn) -> datetime | None:
    opening = next_opening(turn.me, turn.here, await turn.tx.absences.of_member(turn.me.id), turn.now)
    return opening.moment() if opening is not None else None


@routes.command("peer help", always=True)
async def get_help(turn: Turn, text: Annotated[str, "What you need, in your own words (optional)"] = "") -> Effects:
    """Ask for help: who is there, how fast, and one tap to reach a person."""
    if text.strip():
        return await _ask(turn, text)
    contacts = await _contacts(turn)
    return [Reply(wording.help_page(Voice.to(turn.me), contacts))]


async def _contacts(turn: Turn, kept_from: tuple[str, ...] = ()) -> "wording.Contacts":
    return wording.Contacts(
        mentor=await mentor_of(turn, turn.me),
        coordinators=await on_call(turn, turn.here, kept_from),
        country=register().get(turn.me.country),
        severities=turn.here.plan.safety.severities,
        when_broken=turn.here.plan.help_contact,
        services=near(turn.here.plan.services, turn.me.country),
    )


@routes.action("help.ask", always=True)
async def ask_button(turn: Turn, subject: str) -> Effects:
    """Open the form to ask a coordinator, also about a message."""
    return [Reply(wording.help_form(Voice.to(turn.me), subject, about_message(Voice.to(turn.me), link_of(turn))))]


@routes.form("help.submit", always=True)
async def submitted(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Pass a question on."""
    return await _ask(turn, values.get("text", ""), subject, is_urgent=values.get("urgent") == "yes")


async def _ask(turn: Turn, text: str, subject: str = "", *, is_urgent: bool = False) -> Effects:
    """Open a case a coordinator must take; nobody else hears of it."""
    severity = Severity.HIGH if is_urgent else Severity.NORMAL
    kept_from = await accused_in(turn, text)
    opening = Opening(
        turn.me,
        CATEGORY,
        severity,
        Cause.HELP,
        "help.asked",
        channel=await channel_name(turn, subject),
        excerpt=text.strip()[:1000],
        subject_ids=kept_from,
        is_urgent=is_urgent,
    )
    effects = await open_case(turn, turn.here, opening)
    policy = turn.here.plan.safety.severities[severity]
    asked = wording.asked(Voice.to(turn.me), await _contacts(turn, (turn.me.id, *kept_from)), policy.answer_within)
    return [Reply(asked), *effects, *await heeded(turn, text, severity)]


@routes.action("help.mentor", always=True)
async def tell_mentor(turn: Turn, _subject: str) -> Effects:
    """Let the mentor know, too, that help was asked for; only if the learner wants it."""
    mentor = await present_mentor(turn, turn.me)
    if mentor is None:
        raise Refused(wording.no_mentor_now(Voice.to(turn.me)))
    return [
        Send(ToMember(mentor.id), wording.learner_asked(Voice.to(mentor), turn.me), Urgency.ANSWER),
        Reply(wording.mentor_told(Voice.to(turn.me), mentor)),
    ]


@routes.command("peer limits", always=True)
async def limits(turn: Turn) -> Effects:
    """What peer support is and is not, and where to turn in an emergency."""
    country, people = register().get(turn.me.country), await on_call(turn, turn.here)
    return [Reply(policies.limits(Voice.to(turn.me), country, people))]


@routes.action("respect.show", always=True)
async def respectful(turn: Turn, _subject: str) -> Effects:
    """How we speak with each other, and what follows if somebody does not."""
    return [Reply(respect.guidelines(Voice.to(turn.me)))]


@routes.command("peer privacy", always=True)
async def privacy(turn: Turn) -> Effects:
    """What is kept about you, what is scanned, who sees what, and your choices."""
    cases, before = await turn.tx.cases.in_cohort(turn.here.id), await turn.tx.cases.counted(turn.here.id)
    wrong = in_all(cases, before)
    unread = await hearing.unread(turn.tx, turn.here.id, turn.here.plan.safety.scan)
    known = policies.Known(wrong, unread)
    return [Reply(policies.privacy(Voice.to(turn.me), turn.me, turn.here, turn.packs, known))]


@routes.command("peer why", always=True)
async def why(turn: Turn) -> Effects:
    """Why you got your last messages, and why something did not come."""
    sent = await turn.tx.outbox.to_member(turn.me.id, 5)
    withheld = await turn.tx.nudges.withheld(turn.me.id, 5)
    return [Reply(policies.why(Voice.to(turn.me), sent, withheld))]


@routes.command("peer commands", always=True)
async def list_commands(turn: Turn) -> Effects:
    """List every command you can use."""
    from bot.flows import all_routes  # here, because the list is made of every flow, this one included

    usable = [c for c in all_routes().described().values() if may_use(turn.me.role, c.role)]
    roots = ("peer", "mentor", "coord")
    ordered = sorted(usable, key=lambda command: (roots.index(command.root), command.name))
    return [Reply(policies.commands(Voice.to(turn.me), ordered))]
