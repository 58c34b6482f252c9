"""What whoever has a case, or had it, hears of what came after; never what somebody wrote."""

from bot.cards import Action, Button, Card, Look
from bot.domain.cases import Case
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.markup import named
from bot.wording.cases import category_title, urgency
from bot.wording.voice import Voice


def something_new(voice: Voice, case: Case) -> Card:
    """To whoever has a case: the person who opened it wrote again."""
    return Card(
        voice.say("There is something new in case {ref}, which you have. Open it to read it.", ref=case.ref),
        kind="case.news",
        why=voice.say("You took this case, and somebody added to it."),
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id), Look.PRIMARY),),
    )


def graver(voice: Voice, case: Case, packs: Packs) -> Card:
    """To whoever had a case that became graver: it is open again, and theirs if they can look now."""
    return Card(
        voice.say(
            "Case {ref}, which you had, has become graver: **{title}**, {urgency}. It goes to everybody on call again. "
            "If you can look at it now, press “I have it”.",
            ref=case.ref,
            title=category_title(voice, case, packs),
            urgency=urgency(voice, case),
        ),
        kind="case.graver",
        why=voice.say("You had this case, and it needs a person again."),
        buttons=(Button(voice.say("I have it"), Action("case.acknowledge", case.id), Look.PRIMARY),),
    )


def flood(voice: Voice, case: Case, learner: Member) -> Card:
    """To whoever has a case, or would: so many signals joined it at once that it may be no cry for help alone."""
    return Card(
        voice.say(
            "Messages of {name} set off one rule after another, more than twenty within an hour. They all joined case "
            "{ref}, and nobody gets an alert for each. Somebody may be in great distress, or sending them on purpose "
            "or with a program: please look at the channel as soon as you can.",
            name=named(learner.name),
            ref=case.ref,
        ),
        kind="case.flood",
        why=voice.say("You look after this case, or are on call for it."),
        buttons=(Button(voice.say("Open the case"), Action("case.show", case.id), Look.PRIMARY),),
    )
