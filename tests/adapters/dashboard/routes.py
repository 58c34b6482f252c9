"""Every route of the desk, and for whom it is. No route goes without a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.members import Role
from tests.permissions.table import Somebody

TOKEN = "x.y"


@dataclass(frozen=True)
class Row:
    """One route and method. `address` is filled in for somebody: `{handle}` theirs, `{ref}` that of their case."""

    method: str
    path: str
    address: str
    who: str
    """`anybody`; `visitors` who are in; `coordinators`; `person` and `case`: whoever may see the one named."""
    is_page: bool = True

    def about(self, handle: str) -> str:
        """Return the address about somebody."""
        return self.address.format(handle=handle, ref=f"R{handle}".upper())


def _get(path: str, who: str, address: str = "", *, is_page: bool = True) -> Row:
    return Row("GET", path, address or path, who, is_page)


TABLE = (
    _get("/", "visitors"),
    _get("/people", "visitors"),
    _get("/calendar", "visitors"),
    _get("/live", "visitors", is_page=False),
    _get("/people/{handle}", "person"),
    _get("/cases", "coordinators"),
    _get("/cases/{ref}", "case"),
    _get("/groups", "coordinators"),
    _get("/pairs", "coordinators"),
    _get("/figures", "coordinators"),
    _get("/figures/drops", "coordinators"),
    _get("/figures/{look:str}.svg", "coordinators", "/figures/dark.svg", is_page=False),
    _get("/figures/{line}/{look:str}.svg", "coordinators", "/figures/participation/dark.svg", is_page=False),
    _get("/questions", "coordinators"),
    _get("/rules", "coordinators"),
    _get("/policies", "coordinators"),
    _get("/what-if", "coordinators"),
    _get("/files", "coordinators"),
    _get("/files/{name}", "coordinators", "/files/people.csv", is_page=False),
    _get("/roster", "coordinators"),
    _get("/audit", "coordinators"),
    _get("/in/{token}", "anybody", f"/in/{TOKEN}"),
    Row("POST", "/in/{token}", f"/in/{TOKEN}", "anybody"),
    Row("POST", "/act", "/act", "visitors"),
    Row("POST", "/leave", "/leave", "visitors"),
    Row("POST", "/rules", "/rules", "coordinators"),
    Row("POST", "/roster", "/roster", "coordinators"),
    Row("POST", "/roster/take", "/roster/take", "coordinators"),
    Row("POST", "/rules/draft", "/rules/draft", "coordinators"),
    Row("POST", "/what-if", "/what-if", "coordinators"),
)
MOUNTS = {"/static", "/static/look"}
READ = tuple(row for row in TABLE if row.method == "GET" and row.who != "anybody")
SENT = tuple(row for row in TABLE if row.method == "POST")


def pages(handle: str = "al0") -> Iterator[str]:
    """Return the address of every page there is, about a learner."""
    return (row.about(handle) for row in READ if row.is_page)


def may(row: Row, who: Somebody, about: Somebody) -> bool:
    """What the permission table says of a route, written down a second time and apart from the code."""
    is_coordinator = who.role is Role.COORDINATOR
    match row.who:
        case "coordinators":
            return is_coordinator
        case "person":
            return may_see_person(who, about)
        case "case":
            return may_see_case(who, about)
        case _:
            return True


def may_see_person(who: Somebody, about: Somebody) -> bool:
    """Coordinators see all of their cohort but each other, mentors their own learner, everybody themselves."""
    if who.handle == about.handle:
        return True
    if who.cohort != about.cohort or about.role is Role.COORDINATOR:
        return False
    own = about.role is Role.LEARNER and who.role is Role.MENTOR and who.handle[-1] == about.handle[-1]
    return who.role is Role.COORDINATOR or own


def may_see_case(who: Somebody, about: Somebody) -> bool:
    """Coordinators of the cohort; the second coordinator is kept from the second learner's case."""
    is_kept = (who.handle[-1], about.handle[-1]) == ("1", "1")
    is_case = about.role is Role.LEARNER
    return is_case and who.role is Role.COORDINATOR and who.cohort == about.cohort and not is_kept
