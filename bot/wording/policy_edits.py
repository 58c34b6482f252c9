"""What coordinators read while they decide what holds for their cohort."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.cards import Action, Button, Card, Form, TextInput
from bot.domain import deciding
from bot.domain.deciding import Policy, Setting
from bot.domain.plan import Plan
from bot.domain.schedule import Weekly
from bot.wording.desk_policies import length
from bot.wording.voice import Voice

SAVE = "policy.save"
LONGEST: Final = 40
_TITLES = {
    Policy.RHYTHM: "Times of the week",
    Policy.NUDGES: "Reminders",
    Policy.LADDER: "When somebody goes quiet",
    Policy.EXTENSIONS: "More time",
    Policy.CRITICAL: "Critical cases",
    Policy.HIGH: "High cases",
    Policy.ELEVATED: "Elevated cases",
    Policy.NORMAL: "Normal cases",
}
_LABELS = {
    "check_in_reminder": "The check-in's reminder",
    "check_in_closes": "The check-in closes",
    "quiet_hours": "Quiet hours of whoever joins from now on",
    "late_limit": "A question this late is left out",
    "per_day": "Reminders a day at most",
    "stop_after": "Stop after so many without an answer",
    "ask_at": "Missed in a row: one question in private",
    "draft_at": "Missed in a row: a draft for the mentor",
    "case_at": "Missed in a row: a case",
    "draft_reminder": "Remind the mentor of a draft after",
    "draft_overdue": "Tell coordinators of a draft after",
    "automatic_days": "Days granted at once",
    "automatic_times": "How often, for each milestone",
    "longest_days": "Never more days than",
    "working_days": "Working days before the next person hears",
    "wait": "The next person hears after",
    "repeats": "Everybody is told again so often",
    "watch": "Remind the owner without a note after",
    "answer_within": "A person answers within",
}


def form(voice: Voice, plan: Plan, policy: Policy, typed: Mapping[str, str]) -> Form:
    """Ask for what is to hold; it holds what somebody typed, for what holds now."""
    now = deciding.decided(plan, policy)
    inputs = tuple(
        TextInput(each.name, _label(voice, each.name), typed[each.name], _hint(voice, now[each.name]), limit=LONGEST)
        for each in deciding.settings(plan, policy)
    )
    action = Action(SAVE, f"{policy.value}:{deciding.mark(plan, policy)}")
    return Form(action, voice.say(_TITLES[policy]), inputs, voice.say("Save"))


def _label(voice: Voice, name: str) -> str:
    if name in _LABELS:
        return voice.say(_LABELS[name])
    return voice.say("Reminders a week, from week {week} on", week=name.rpartition("_")[2])


def _hint(voice: Voice, now: Any) -> str:
    match now:
        case timedelta():
            return voice.say("Like 15 min, 6 h or 2 days")
        case Weekly():
            return voice.say("Like Sat 10:00, with the first three letters of the day in English")
        case int():
            return ""
        case _:
            return voice.say("Like 21:00-08:00")


def change(voice: Voice, policy: Policy) -> Button:
    """The button to a form."""
    return Button(voice.say("Change: {what}", what=voice.say(_TITLES[policy])), Action("policy.edit", policy.value))


def not_read(voice: Voice, now: Any) -> str:
    """Below something that is not of its kind."""
    return _hint(voice, now) or voice.say("A whole number, please.")


def out_of_limits(voice: Voice, setting: Setting, policy: Policy) -> str:
    """Below something that goes too far."""
    least, most = (_shown(voice, value) for value in (setting.least, setting.most))
    if policy in (Policy.CRITICAL, Policy.HIGH):
        return voice.say(
            "Between {least} and {most}, please: somebody in danger must not wait longer, nor be told of less often.",
            least=least,
            most=most,
        )
    return voice.say("Between {least} and {most}, please.", least=least, most=most)


def _shown(voice: Voice, value: Any) -> str:
    return length(voice, value) if isinstance(value, timedelta) else str(value)


def out_of_order(voice: Voice, name: str) -> str:
    """Below what does not fit the rest of the form."""
    if name == "check_in_reminder":
        return voice.say("The reminder belongs between the check-in's opening and its end.")
    return voice.say("This comes after the one before it, so it can't be less.")


def changed_meanwhile(voice: Voice) -> str:
    """Somebody else was faster; nothing that was typed is lost."""
    return voice.say(
        "Somebody changed this after you opened it. Yours stands here, nothing of it is lost; the page says what "
        "holds now. Save once more to put yours in its place."
    )


def saved(voice: Voice, plan: Plan, policy: Policy) -> Card:
    """To the coordinator who decided something."""
    undo = Button(voice.say("Take it back"), Action("policy.undo", f"{policy.value}:{deciding.mark(plan, policy)}"))
    return Card(
        voice.say(
            "**{what}:** saved. It holds for everything that begins from now on; what waits already keeps its time.",
            what=voice.say(_TITLES[policy]),
        ),
        kind="policy.saved",
        why=voice.say("You changed it."),
        buttons=(undo, change(voice, policy)),
    )


def undone(voice: Voice, policy: Policy) -> Card:
    """What held before holds again."""
    return Card(
        voice.say("**{what}:** as it was before.", what=voice.say(_TITLES[policy])),
        kind="policy.undone",
        why=voice.say("You took a change back."),
        buttons=(change(voice, policy),),
    )


def another_now(voice: Voice, policy: Policy) -> Card:
    """A change that was changed since cannot be taken back."""
    return Card(
        voice.say(
            "**{what}** was decided anew since, so I left it alone. The form shows what holds now.",
            what=voice.say(_TITLES[policy]),
        ),
        kind="policy.another",
        buttons=(change(voice, policy),),
    )


def none_such(voice: Voice) -> Card:
    """There is nothing like that to decide."""
    return Card(
        voice.say("There is nothing of that name to decide. Here is where it begins:"),
        kind="policy.none",
        buttons=(change(voice, Policy.RHYTHM),),
    )
