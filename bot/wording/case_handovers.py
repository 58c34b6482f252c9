"""A case is in the hands of somebody outside the programme."""

from bot.cards import Action, Button, Card
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.markup import named
from bot.wording import debriefing
from bot.wording.voice import Voice


def note_needed(voice: Voice, case: Case) -> Card:
    """Critical and high cases are handed over with a note."""
    return Card(
        voice.say(
            "Case {ref} is {severity}, so a short note belongs to it before it is handed over: whom you reached, and "
            "when.",
            ref=case.ref,
            severity=case.severity,
        ),
        kind="case.note_needed",
        buttons=(Button(voice.say("Close case"), Action("case.close", case.id)),),
    )


def handed_over(voice: Voice, case: Case) -> Card:
    """To whoever handed it over."""
    parts = [
        voice.say(
            "Case {ref} is closed here, and it says who looks after it now. I tell nobody outside myself. If they need "
            "you again within 14 days, `/coord case reopen {ref}` opens it.",
            ref=case.ref,
        )
    ]
    if case.needs_a_note():
        parts.append(debriefing.heavy(voice))
    return Card(
        "\n".join(parts),
        kind="case.handed_over",
        why=voice.say("You handed a case over."),
        buttons=(debriefing.talk_button(voice, case),) if case.needs_a_note() else (),
    )


def was_handed_over(voice: Voice, case: Case, owner: Member) -> Card:
    """What every copy of the alert turns into."""
    return Card(
        voice.say("Handed over to somebody outside by {name}. Nothing for you to do.", name=named(owner.name)),
        kind="case.done",
        title=voice.say("Case {ref}", ref=case.ref),
    )
