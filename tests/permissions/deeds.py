"""Everything that can be tried: each command, button and form, about anybody's row."""

from dataclasses import dataclass
from typing import Any

from bot.cards import Action
from bot.events import Account, ActionChosen, CommandInvoked, FormSubmitted, Place
from tests.permissions.bottle import NOW, reference
from tests.permissions.table import ACTIONS, COMMANDS, FORMS, Rule, Somebody

DEEDS = [("command", name) for name in COMMANDS] + [("action", name) for name in ACTIONS]
DEEDS += [("form", name) for name in FORMS]
_START = {"timezone": "Europe/Lisbon", "quiet_hours": "21:00-08:00", "country": "", "consent": "yes"}
_VALUES = {
    "onboarding.submit": _START,
    "report.submit": {"text": "It happened again", "now": "can_wait"},
    "flag.submit": {"text": "The guide says otherwise"},
    "flag.answered": {"text": "The guide holds", "source": "page 4"},
    "case.held": {"text": "A lawyer wrote", "review_on": "2027-06-01"},
    "help.submit": {"text": "Who can help?", "urgent": "no"},
    "check_in.submit": {"mood": "fine"},
    "problem.submit": {"words": "My plans end on Wednesday"},
    "problem.closed": {"helped": "option"},
    "kudos.submit": {"words": "A good question"},
    "feedback.submit": {"text": "More time for the first week"},
    "prompt.answered": {"text": "I begin small"},
    "review.submit": {"answer_0": "Clear", "answer_1": "Ask one person"},
    "draft.submit": {"text": "Hello"},
    "message.replied": {"text": "Thank you"},
    "case.noted": {"note": "wrote to them"},
    "case.closed": {"reason": "supported", "note": "settled"},
    "case.passed_on": {"to": "nobody"},
    "case.reopened": {"note": "It is not over"},
    "case.phrase_allowed": {"phrase": ""},
    "case.measured": {"step": "word"},
    "case.offered": {"offer": "talk", "by": "tomorrow"},
    "session.written": {"step": "Ask one question", "by": "tomorrow", "private": "mine"},
    "session.reported": {"note": "Wrote twice"},
    "survey.submit": {"q1": "4"},
    "aims.submit": {"by_week_2": "Ask one question", "hours": "3"},
    "aims.weekly": {"slot": "Mon 18:00-20:00"},
    "aims.profile": {"style": "open", "slots": "Mon 18:00-20:00"},
    "norms.submit": {"text": "Ask before you give advice"},
    "question.save": {"theme": "Trust", "question": "What helped you this week?"},
    "policy.save": {"per_day": "1"},
    "own_rule.save": {"title": "The bridge"},
    "group.look": {"least": "2", "most": "3"},
    "group.move": {"who": "al0", "to": "new"},
    "setup.save": {"scan": "as_it_is"},
    "availability.save": {"hours": "Mon 18:00-20:00"},
    "hub.save": {"title": "Gallery", "kind": "guide", "text": "Look here first"},
    "roster.submit": {"rows": "id,name,account\nnew,New,local:demo:new\n", "do": "yes"},
}


@dataclass(frozen=True)
class Deed:
    """One thing somebody tries: `about` is the person whose row it is."""

    kind: str
    name: str
    who: Somebody
    about: Somebody

    @property
    def rule(self) -> Rule:
        """The row of the table that decides."""
        return {"command": COMMANDS, "action": ACTIONS, "form": FORMS}[self.kind][self.name]

    def event(self, number: int, by: Account, place: Place) -> Any:
        """Return what a platform would hand over."""
        match self.kind:
            case "command":
                return CommandInvoked(f"e{number}", NOW, by, place, self.name, self._arguments())
            case "action":
                return ActionChosen(f"e{number}", NOW, by, place, Action(self.name, self._subject()))
            case _:
                return FormSubmitted(
                    f"e{number}", NOW, by, place, Action(self.name, self._subject()), _VALUES[self.name]
                )

    def _subject(self) -> str:
        handle = self.about.handle
        match self.rule:
            case Rule.OWN_CHECK_IN | Rule.SHARED_WORDS:
                return f"c-{handle}"
            case Rule.OWN_SURVEY if self.name.startswith("quiz."):
                return f"v-{handle}:0"
            case Rule.OWN_SURVEY | Rule.OWN_REVIEW:
                return f"v-{handle}"
            case Rule.OWN_ASK:
                return f"a-{handle}"
            case Rule.OWN_KUDOS:
                return f"w-{handle}"
            case Rule.OTHERS:
                return f"id-{handle}"
            case Rule.OWN_MESSAGE:
                return f"s-{handle}"
            case Rule.OWN_DRAFT:
                return f"d-{handle}"
            case Rule.OWN_MENTEE:
                return f"id-{handle}"
            case Rule.OWN_DATE:
                return f"t-{handle}"
            case Rule.ASKED_DATE:
                return f"u-{handle}"
            case Rule.OWN_MOVE | Rule.MOVE:
                return f"v-{handle}"
            case Rule.OWN_BOOKING:
                return f"b-{handle}"
            case Rule.OWN_SESSION:
                return f"e-{handle}"
            case Rule.OWN_NOTE:
                return f"x-{handle}"
            case Rule.SPACE:
                return f"a-{self.about.cohort}"
            case Rule.TOPIC:
                return f"o-{handle}"
            case Rule.NORM:
                return f"n-{handle}"
            case Rule.CASE:
                return f"k-{handle}"
            case Rule.FLAG:
                return f"f-{handle}"
            case Rule.ABOUT if self.name.startswith("hub."):
                return f"p-{self.about.cohort}"
            case Rule.HUB:
                return f"h-{self.about.cohort}"
            case Rule.ABOUT if self.name == "group.place":
                return f"id-{handle}:g-{self.about.cohort}"
            case Rule.ABOUT if self.name == "pace.set":
                return f"g-{self.about.cohort}:0"
            case Rule.ABOUT:
                return self.about.cohort
            case _ if self.name.startswith("prompt."):
                return "1"
            case _:
                return "crisis" if self.name.startswith("safety.") else f"m1:u-{handle}"

    def _arguments(self) -> dict[str, str]:
        handle = self.about.handle
        match self.name:
            case "peer extension":
                return {"length": "5d"}
            case "mentor workload":
                return {"load": "3"}
            case "mentor availability":
                return {"hours": "Mon 18:00-20:00"}
            case "mentor cover":
                return {"until": "tomorrow"}
            case (
                "coord extension approve"
                | "coord extension deny"
                | "coord repair"
                | "coord pair explain"
                | "coord group place"
            ):
                return {"learner": handle}
            case "coord group pace":
                return {"group": "g1"}
            case "coord group edit":
                return {"learner": handle, "other": handle}
            case "coord progress":
                return {"learner": handle, "finished": "0"}
            case "peer away":
                return {"from_day": "tomorrow"}
            case "peer nudges":
                return {"switch": "off"}
            case "peer next":
                return {"step": "Ask one question", "by": "tomorrow"}
            case "mentor session plan" | "mentor session done" | "mentor session missed" | "mentor note":
                return {"learner": f"@{handle}"}
            case "mentor session link":
                return {"learner": f"@{handle}", "link": "https://meet.example.org/us"}
            case "coord event plan":
                return {"title": "Open hour", "when": "2 Apr 18:00"}
            case "coord event move":
                return {"ref": "E1", "when": "2 Apr 18:00"}
            case "coord event cancel":
                return {"ref": "E1"}
            case "mentor reachout":
                return {"learner": f"@{handle}"}
            case "peer kudos":
                return {"who": self.who.handle, "text": "A good question"}
            case "coord review":
                return {"about": "a plan", "due": "2027-03-20"}
            case "coord pace":
                return {"learner": handle, "every": "2"}
            case "coord care":
                return {"learner": f"Name of {handle}", "until": "tomorrow"}
            case "coord survey send" | "coord survey close":
                return {"kind": "pulse"}
            case "coord handoff":
                return {"learner": handle, "mentor": handle}
            case "coord case close":
                return {"ref": reference(handle), "reason": "false_alarm"}
            case "mentor escalate":
                return {"learner": handle, "concern": "crisis", "text": "I am worried"}
            case "coord case hold":
                return {"ref": reference(handle), "review_on": "2027-06-01", "text": "A lawyer wrote"}
            case "coord case handover":
                return {"ref": reference(handle), "to": "safeguarding", "text": "They have it"}
            case "coord case release" | "coord case reopen":
                return {"ref": reference(handle)}
            case "coord case show" | "coord case ack":
                return {"ref": reference(handle)}
            case _:
                return {}
