"""The form that somebody starts with, and changes their settings with: the least that is needed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards import Action, ChoiceInput, Form, Option, TextInput
from bot.domain.members import Member, MemberState
from bot.markup import bare
from bot.wording.voice import Voice

_ZONE_LIMIT, _HOURS_LIMIT, _COUNTRY_LIMIT = 60, 20, 2


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form shows filled in: what is stored, or what somebody typed that needs another look."""

    timezone: str
    quiet_hours: str
    country: str
    shares: bool
    agrees: bool
    is_new: bool

    @classmethod
    def stored(cls, member: Member) -> "Answers":
        """Return what is stored about a member."""
        return cls(
            member.timezone if member.knows_zone else "",
            str(member.quiet),
            member.country,
            shares=member.shares_check_ins,
            agrees=member.consent_version > 0,
            is_new=member.state is MemberState.INVITED,
        )

    @classmethod
    def typed(cls, member: Member, values: Mapping[str, str]) -> "Answers":
        """Return what a member typed, as far as it fits into the form again."""
        return cls(
            bare(values.get("timezone", ""), _ZONE_LIMIT),
            bare(values.get("quiet_hours", ""), _HOURS_LIMIT),
            bare(values.get("country", ""), _COUNTRY_LIMIT),
            shares=values.get("share") == "yes",
            agrees=values.get("consent") == "yes",
            is_new=member.state is MemberState.INVITED,
        )


def form(voice: Voice, answers: Answers) -> Form:
    """Zone, quiet hours, country, sharing, consent."""
    return Form(
        Action("onboarding.submit"),
        voice.say("Before we start") if answers.is_new else voice.say("Your settings"),
        (
            TextInput(
                "timezone",
                voice.say("Your time zone"),
                answers.timezone,
                voice.say("A city does too, for example Lisbon"),
                limit=_ZONE_LIMIT,
            ),
            TextInput(
                "quiet_hours",
                voice.say("Quiet hours: no messages then"),
                answers.quiet_hours,
                voice.say("Like 21:00-08:00; 00:00-00:00 means none"),
                limit=_HOURS_LIMIT,
            ),
            TextInput(
                "country",
                voice.say("Country, two letters (for helplines)"),
                answers.country,
                voice.say("For example PT; you may leave it empty"),
                is_required=False,
                limit=_COUNTRY_LIMIT,
            ),
            *_choices(voice, answers),
        ),
        submit=voice.say("Start") if answers.is_new else voice.say("Save"),
    )


def _choices(voice: Voice, answers: Answers) -> tuple[ChoiceInput, ...]:
    return (
        ChoiceInput(
            "share",
            voice.say("May your mentor read your check-ins?"),
            (Option(voice.say("Yes, share them"), "yes"), Option(voice.say("No, keep them private"), "no")),
            "yes" if answers.shares else "no",
            is_required=False,
        ),
        ChoiceInput(
            "consent",
            voice.say("Privacy notice and ground rules"),
            (Option(voice.say("I agree"), "yes"), Option(voice.say("Not yet"), "no")),
            "yes" if answers.agrees else "",
        ),
    )


def bad_zone(voice: Voice, typed: str, near: str | None) -> str:
    """The field error for a zone nobody knows; plain, without markup."""
    return voice.say(
        "I don't know a time zone “{typed}”.{hint} Try a big city near you, like Lisbon or Nairobi.",
        typed=bare(typed, 40),
        hint=voice.say(" Did you mean {near}?", near=near) if near else "",
    )


def bad_quiet_hours(voice: Voice) -> str:
    """The field error for quiet hours."""
    return voice.say("Write them like 21:00-08:00; 00:00-00:00 means none.")


def bad_country(voice: Voice) -> str:
    """The field error for a country."""
    return voice.say("Two letters, like PT or KE, or leave it empty.")
