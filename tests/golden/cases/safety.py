"""The private words to somebody who may be having a very hard time."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.signals import Hit, Severity
from bot.helplines import register
from bot.wording import removing, safety, struggling
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, coordinator, learner
from tests.golden.typed import Typed

IDEATION = Hit("crisis.ideation", "crisis", Severity.CRITICAL, 0, 9, "plain", "live", "Suicidal thoughts")
PASSIVE = replace(IDEATION, rule="crisis.passive", severity=Severity.ELEVATED)
OTHER = replace(IDEATION, rule="crisis.other", severity=Severity.HIGH)
INSULT = replace(IDEATION, rule="harassment.abuse", category="harassment", severity=Severity.ELEVATED)
TOLD = replace(IDEATION, rule="harassment.disclosure", category="harassment", severity=Severity.HIGH)


def of_safety(typed: Typed) -> Iterator[Case]:
    person, duty = learner(typed), coordinator(typed)
    for country in ("US", "GB", "PT", ""):
        writer = safety.Writer(replace(person, country=country), [duty], register())
        yield case(safety.reply, f"crisis, country {country or 'not given'}", VOICE, writer, IDEATION, "crisis")
    yield case(removing.removed, "", VOICE)
    yield case(removing.how_to_remove, "", VOICE)
    writer = safety.Writer(replace(person, country="ES"), [duty], register(), in_channel=True)
    alone = replace(writer, told=[])
    yield case(safety.reply, "crisis, nobody to tell", VOICE, alone, IDEATION, "crisis")
    outside = replace(alone, has_outside=True)
    yield case(safety.reply, "crisis, nobody to tell but the outside contact", VOICE, outside, IDEATION, "crisis")
    yield case(safety.reply, "heavy words", VOICE, writer, PASSIVE, "crisis")
    yield case(safety.reply, "worry about somebody", VOICE, writer, OTHER, "crisis")
    yield case(safety.reply, "harassment that was told", VOICE, writer, TOLD, "harassment")
    yield case(safety.reply, "at night, later", VOICE, replace(writer, told_at=NOW), PASSIVE, "crisis")
    yield case(safety.reply, "no reply for this", VOICE, writer, INSULT, "harassment")
    yield case(struggling.struggling, "", VOICE, person)
    yield case(struggling.will_tell, "", VOICE, "2 days")
    yield case(struggling.kept, "", VOICE)
    for has_case in (True, False):
        yield case(safety.glad_safe, f"has_case={has_case}", VOICE, has_case=has_case)
        yield case(safety.sorry, f"has_case={has_case}", VOICE, has_case=has_case)
    yield case(safety.person_asked, "somebody is on duty", VOICE, [duty], register()["DE"])
    yield case(safety.person_asked, "nobody is", VOICE, [], None)
    yield case(safety.unreachable, "", VOICE, person)
    yield from _sentences(typed)


def _sentences(typed: Typed) -> Iterator[Case]:
    yield case(safety.emergency, "", VOICE, None)
    for code in sorted(register()):
        yield case(safety.lines, code, VOICE, register()[code])
    yield case(safety.who_was_told, "", VOICE, safety.Writer(learner(typed), [coordinator(typed)], register()))
    yield case(safety.limits, "", VOICE)
    yield case(safety.limits_alone, "", VOICE)
    yield case(safety.could_not_deliver, "", VOICE)
