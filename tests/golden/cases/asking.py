"""What anybody may ask at any time, and what they read when something does not work out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards import Card
from bot.commands import Command, NotUnderstood, Parameter, Wants
from bot.deliveries import Delivery, DeliveryState, Target, TargetKind
from bot.domain.access import Standing
from bot.domain.members import MemberState, Role
from bot.domain.precision import Precision
from bot.domain.services import Service
from bot.domain.severities import Safety, default_severities
from bot.effects import Urgency
from bot.flows import all_routes
from bot.helplines import register
from bot.limits import TEXT
from bot.markup import passage
from bot.wording import common, delivery, help, policies, reach_out, standing, upcoming
from tests.golden.case import Case, case
from tests.golden.cases.arrangements import due
from tests.golden.cases.sessions import session
from tests.golden.sample import DAY, NOW, PACKS, VOICE, check_in, cohort, coordinator, group, learner, mentor
from tests.golden.typed import Typed

COMMANDS = all_routes().described()


def of_help(typed: Typed) -> Iterator[Case]:
    yield from _pages(typed)
    both = help.Contacts(
        mentor(typed), [coordinator(typed)], register()["GB"], default_severities(), when_broken=typed.line
    )
    service = Service(typed.name, typed.line, typed.line, DAY)
    yield case(help.help_page, "with other places to turn", VOICE, replace(both, services=[service] * 9))
    nobody = help.Contacts(None, [], None, default_severities())
    crowd = replace(both, coordinators=[coordinator(typed, n) for n in range(40)])
    yield case(help.help_page, "with a mentor, in a country", VOICE, both)
    yield case(help.help_page, "nobody, nowhere", VOICE, nobody)
    yield case(help.help_page, "forty coordinators", VOICE, crowd)
    yield case(help.help_form, "", VOICE)
    yield case(help.asked, "somebody is on duty", VOICE, both, timedelta(days=2))
    yield case(help.asked, "nobody is", VOICE, nobody, timedelta(minutes=30))
    yield case(help.learner_asked, "", VOICE, learner(typed))
    yield case(help.mentor_told, "", VOICE, mentor(typed))
    yield case(help.no_mentor_now, "", VOICE)
    for minutes in (1, 30, 180, 60 * 24 * 2):
        yield case(help.span, f"{minutes} minutes", VOICE, timedelta(minutes=minutes))


def _pages(typed: Typed) -> Iterator[Case]:
    page = help.Page(
        member=learner(typed),
        cohort=cohort(typed),
        week=2,
        group=group(typed),
        mentor=mentor(typed),
        open_check_in=check_in(),
        answered=1,
        is_away=False,
        next_check_in=datetime(2026, 3, 19, 9, tzinfo=UTC),
    )
    alone = replace(page, week=0, group=None, mentor=None, open_check_in=None, answered=0)
    yield case(help.page, "a learner with an open check-in", VOICE, page)
    dates = (due(typed), replace(due(typed), due_on=DAY))
    yield case(help.page, "a learner with dates ahead", VOICE, replace(page, due=dates))
    yield case(help.page, "a learner before the start, alone", VOICE, alone)
    yield case(help.page, "a learner with a session", VOICE, replace(page, session=session()))
    unplanned = session(starts_at=None)
    yield case(help.page, "a learner whose session has no time", VOICE, replace(page, session=unplanned))
    yield case(help.page, "a learner away", VOICE, replace(page, is_away=True))
    off = replace(page.member, state=MemberState.PAUSED, nudges_on=False, country="")
    yield case(help.page, "a paused learner", VOICE, replace(page, member=off, week=9))
    yield case(help.page, "a learner, no check-in any more", VOICE, replace(alone, week=8, next_check_in=None))
    yield case(help.page, "a mentor", VOICE, replace(alone, member=mentor(typed), week=3))
    yield case(help.page, "a coordinator", VOICE, replace(alone, member=coordinator(typed), week=3))


def of_policies(typed: Typed) -> Iterator[Case]:
    yield case(policies.limits, "in a country", VOICE, register()["US"], [coordinator(typed)])
    yield case(policies.limits, "country not given", VOICE, None, [])
    yield case(policies.limits, "forty coordinators", VOICE, None, [coordinator(typed, n) for n in range(40)])
    yield case(policies.privacy, "agreed", VOICE, learner(typed), cohort(typed), PACKS)
    looked_at, unread = policies.Known(Precision("", 8, 3)), policies.Known(unread=["help"])
    yield case(policies.privacy, "after some cases", VOICE, learner(typed), cohort(typed), PACKS, looked_at)
    yield case(policies.privacy, "not read", VOICE, learner(typed), cohort(typed), PACKS, unread)
    new = replace(learner(typed), consented_at=None, consent_version=0)
    yield case(policies.privacy, "not agreed, nothing scanned", VOICE, new, cohort(typed, scans=False), PACKS)
    elsewhere = replace(cohort(typed).plan, safety=Safety(("help",), ("es", "fr")))
    other = replace(cohort(typed), plan=elsewhere)
    yield case(policies.privacy, "in a language no rule reads", VOICE, learner(typed), other, PACKS)
    sent = [_sent(typed.name, n) for n in range(2)]
    spared = [(NOW, "nudge.check_in", "You turned reminders off. `/peer nudges on` brings them back.")]
    yield case(policies.why, "nothing yet", VOICE, [], [])
    yield case(policies.why, "sent and not sent", VOICE, sent, spared)
    yield case(policies.why, "a hundred", VOICE, [_sent(typed.name, n) for n in range(100)], spared * 100)
    ordered = sorted(COMMANDS.values(), key=lambda command: command.name)
    yield case(policies.commands, "of a coordinator", VOICE, ordered)


def _sent(name: str, number: int) -> Delivery:
    where = Target(TargetKind.MEMBER, "local", "demo", "L04")
    card = reach_out.message(VOICE, mentor(Typed.everywhere(name)), _draft())
    untitled = Card("Paused. `/peer back` when you are ready.", kind="member.paused", why="You asked for it.")
    return Delivery(
        id=f"d{number}",
        seq=number,
        key=f"k{number}",
        lane="l",
        urgency=Urgency.NOTICE,
        target=where,
        card=untitled if number else card,
        state=DeliveryState.SENT,
        at=NOW,
        next_at=NOW,
        recipient_id="id-L04",
    )


def _draft() -> "reach_out.Draft":
    return reach_out.Draft("draft1", "spring", "id-L04", "id-M02", "", "Hello.", (), NOW)


def of_common(typed: Typed) -> Iterator[Case]:
    away, nudges, reach_out_to = COMMANDS["peer away"], COMMANDS["peer nudges"], COMMANDS["mentor reachout"]
    for role in Role:
        yield case(common.only_for, str(role), VOICE, role)
    yield case(common.not_yours, "", VOICE)
    yield case(common.gone, "", VOICE)
    yield case(common.went_wrong, "", VOICE, "a1b2c3")
    yield case(common.not_understood, "nothing like it", VOICE, NotUnderstood(typed.line, ()))
    yield case(common.not_understood, "something like it", VOICE, NotUnderstood(typed.line, (away, nudges)))
    for situation, command, problem in (
        ("not a day", away, common.no_day(VOICE, typed.line)),
        ("not a choice", nudges, common.no_choice(VOICE, typed.line, nudges.parameters[0], "off")),
        ("not a number", COMMANDS["coord pace"], common.no_number(VOICE, typed.line)),
        (
            "nobody, two like it",
            reach_out_to,
            common.nobody_like(VOICE, typed.line, [typed.name, typed.other]),
        ),
        ("nobody", reach_out_to, common.nobody_like(VOICE, typed.line, [])),
    ):
        yield case(common.bad_argument, situation, VOICE, command, command.parameters[-1], problem)
    yield case(common.no_choice, "nothing near", VOICE, typed.line, nudges.parameters[0], "")
    yield case(common.ask_arguments, "a day", VOICE, away, {"until": typed.words[:2000]})
    yield case(common.ask_arguments, "a choice", VOICE, nudges, {})
    yield case(common.bad_argument, "of a command without any", VOICE, _bare(), _bare_parameter(), "That does not fit")
    yield case(delivery.may_be_repeated, "", Card(passage(typed.words, 500), kind="case.alert"))
    yield case(delivery.may_be_repeated, "no room left", Card("a" * TEXT, kind="case.alert"))
    question = Card(passage(typed.words, 500), kind="prompt.week")
    yield case(delivery.later_than_usual, "", question)
    yield case(delivery.later_than_usual, "said already", delivery.forms(question)[-1])
    yield case(delivery.too_late, "", question)
    yield case(delivery.cannot_tell, "", question)


def of_upcoming(_: Typed) -> Iterator[Case]:
    for timer in upcoming.TIMERS:
        yield case(upcoming.explained, timer, timer)
    yield case(upcoming.explained, "unknown", "noun.verb")
    yield case(upcoming.delivery, "tried", "Your check-in", was_tried=True)
    yield case(upcoming.delivery, "waits", "", was_tried=False)
    yield case(upcoming.about_draft, "", "M02", "L04")
    yield case(upcoming.about_pair, "", "M02", "L04")


def of_standing(typed: Typed) -> Iterator[Case]:
    yield case(standing.stranger, "", VOICE)
    for where in (Standing.NOT_STARTED, Standing.LEFT, Standing.OVER):
        yield case(standing.refused, str(where), VOICE, where, learner(typed), cohort(typed))


def _bare() -> Command:
    return Command("peer me", "Show your page.", None)


def _bare_parameter() -> Parameter:
    return Parameter("text", Wants.TEXT, "What you need")
