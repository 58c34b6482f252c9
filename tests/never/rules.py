"""What must never happen, as functions that find it in a cohort that was lived; each returns what breaks it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from adapters.simulation.totals import ASKED_FIRST
from bot.domain.members import MemberState
from bot.transcript import Said
from tests.acceptance.spring import CRISIS
from tests.domain.surveys.attackers import gives_away
from tests.never.cohorts import DECLINED, THREAT, UNTOLD, WROTE, Lived

Rule = Callable[[Lived], list[str]]

_RANKING = re.compile(
    r"\b(?<!nobody is )(rank(s|ed|ing|ings)?|leaderboards?|scores?|scored|scoring|points? (to|for|earned)|badges?"
    r"|streaks?|strikes?|last warnings?|winners?|losers?|top \d+|best learners?|worst)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(I|we) (know|understand|see) how (you feel|hard)|\bI('ve| have) been there\b"
    r"|\bas your (friend|peer|counsell?or)"
    r"|\bI(’|'| a)m (so )?(sorry|proud|worried|here for you)|\btell me (more )?about your feelings"
    r"|\bI care about you",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(raises?|increases?|improves?|doubles?|cuts|halves|boosts?) (your |the )?(completion|results?|chances?|grades?"
    r"|motivation|retention|drop-?out)|\d+ ?% (more|less|likelier|better|fewer)|\b(guarantee[ds]?|proven to|you will"
    r" (surely )?(pass|succeed|finish|get better))\b|\bfinish \d+ ?%",
    re.IGNORECASE,
)
_NUDGES = ("check_in.reminder", "nudge.check_in", "encouragement.", "review.reminder")
_PER_DAY, _PER_WEEK = 1, 1
"""What the drawn cohorts allow."""
_MATTERS = ("crisis.", "harassment.", "struggling.", "nudge.", "check_in.reminder", "reach_out.")


def ranks(text: str) -> bool:
    """Tell whether a sentence ranks people or keeps a score of them."""
    return _RANKING.search(text) is not None


def plays_a_person(text: str) -> bool:
    """Tell whether a sentence claims to feel, to have lived through something, or to be somebody's friend."""
    return _PERSON.search(text) is not None


def promises(text: str) -> bool:
    """Tell whether a sentence promises what comes of taking part."""
    return _PROMISE.search(text) is not None


def _public(lived: Lived) -> list[Said]:
    return [line for line in lived.lines if line.surface == "channel"]


def _naming(text: str, names: Iterable[str]) -> bool:
    return re.search(rf"\b({'|'.join(map(re.escape, names))})\b", text) is not None


def _kinds(lines: Iterable[Said]) -> list[str]:
    return [f"{line.kind} to {line.to}" for line in lines]


def a_public_list_of_who_is_missing(lived: Lived) -> list[str]:
    """Posts that name somebody who was not asked in private and said yes."""
    posts = (line for line in _public(lived) if line.kind not in ASKED_FIRST)
    return _kinds(line for line in posts if _naming(line.text, lived.names.values()))


def a_public_reply_to_somebody_in_crisis(lived: Lived) -> list[str]:
    """Posts about it, and posts of any kind in the minute in which somebody wrote."""
    private = ("crisis.", "harassment.", "case.")
    return _kinds(line for line in _public(lived) if line.at == WROTE or line.kind.startswith(private))


def a_leaderboard_or_rank(lived: Lived) -> list[str]:
    """Sentences that rank."""
    return _kinds(line for line in lived.lines if ranks(line.text))


def strike_out_rules(lived: Lived) -> list[str]:
    """Learners who took part and are no longer in: nobody in these cohorts leaves by themselves."""
    mine = {who: member for who, member in lived.members.items() if who in lived.names and who != DECLINED}
    out = {who for who, member in mine.items() if member.state is not MemberState.ACTIVE}
    return sorted(out | (set(mine) - lived.grouped) | (set(mine) - lived.paired))


def a_message_that_silently_was_not_delivered(lived: Lived) -> list[str]:
    """Messages that reached nobody, of which nobody was told where it matters, or that "why" doesn't know."""
    told = [line.text for line in lived.lines if line.kind == "case.unreachable"]
    lost = []
    for who, kind in lived.lost:
        is_told = not kind.startswith(_MATTERS) or any(lived.names[who] in text for text in told)
        if not is_told or kind not in lived.withheld[who]:
            lost.append(f"{kind} to {who}")
    return lost


def flagged_text_copied_into_a_channel(lived: Lived) -> list[str]:
    """Posts with words that somebody in need wrote."""
    return _kinds(line for line in _public(lived) if any(words in line.text for words in (CRISIS, THREAT)))


def anonymity_that_is_not(lived: Lived) -> list[str]:
    """Sentences about an offer of a person that name anybody."""
    said = ((line, part) for line in lived.lines for part in line.text.splitlines() if "hand-raise" in part)
    return _kinds(line for line, part in said if _naming(part, lived.names.values()))


def state_in_names_of_channels(lived: Lived) -> list[str]:
    """Names of channels that changed while people lived."""
    before, after = lived.rooms
    return sorted(before ^ after)


def scanning_people_who_were_not_told(lived: Lived) -> list[str]:
    """Cases and answers that came of what somebody wrote who had declined."""
    cases = [f"a case of {who}" for who, at in lived.cases if who == DECLINED]
    return cases + _kinds(line for line in lived.lines if line.at == UNTOLD)


def a_bot_that_plays_a_peer(lived: Lived) -> list[str]:
    """Sentences in which the bot is somebody."""
    return _kinds(line for line in lived.lines if plays_a_person(line.text))


def a_promise_about_outcomes(lived: Lived) -> list[str]:
    """Sentences that promise."""
    return _kinds(line for line in lived.lines if promises(line.text))


def anything_for_whoever_declined(lived: Lived) -> list[str]:
    """Messages that came by themselves to somebody after their no."""
    mine = lived.to(DECLINED)
    no = next(number for number, line in enumerate(mine) if line.kind == "onboarding.declined")
    return _kinds(line for line in mine[no:] if line.surface != "reply")


def more_nudges_than_the_budget(lived: Lived) -> list[str]:
    """Days and weeks in which somebody got more than the budget, by when it arrived on their own clock."""
    days, weeks = Counter[tuple[str, object]](), Counter[tuple[str, object]]()
    for arrival in lived.arrivals:
        if arrival.kind.startswith(_NUDGES):
            day = arrival.at.astimezone(ZoneInfo("Europe/Lisbon")).date()
            days[arrival.to, day] += 1
            weeks[arrival.to, day - timedelta(days=day.weekday())] += 1
    return [
        f"{count} to {who} in {when}"
        for counted, most in ((days, _PER_DAY), (weeks, _PER_WEEK))
        for (who, when), count in counted.items()
        if count > most
    ]


def a_score_of_fewer_than_five(lived: Lived) -> list[str]:
    """Surveys whose figures, added and subtracted in any way, are about fewer than five; small n in any sentence."""
    found = []
    for survey, given in lived.surveys:
        told = tuple(given & lived.groups[each.cut] if each.cut else given for each in survey.results)
        found += [survey.name] if gives_away(told) else []
    small = re.compile(r"\bn = [1-4]\b|\"n\": [1-4]\b|of [1-4] (person|people)\b")
    return found + _kinds(line for line in lived.lines if small.search(line.text) and "survey" in line.text.lower())


RULES: Sequence[Rule] = (
    a_public_list_of_who_is_missing,
    a_public_reply_to_somebody_in_crisis,
    a_leaderboard_or_rank,
    strike_out_rules,
    a_message_that_silently_was_not_delivered,
    flagged_text_copied_into_a_channel,
    anonymity_that_is_not,
    state_in_names_of_channels,
    scanning_people_who_were_not_told,
    a_bot_that_plays_a_peer,
    a_promise_about_outcomes,
    anything_for_whoever_declined,
    more_nudges_than_the_budget,
    a_score_of_fewer_than_five,
)
