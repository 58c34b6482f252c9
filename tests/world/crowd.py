"""More people for a cohort file than a story names one by one."""


def more_coordinators(until: int) -> str:
    """Return the tables of the coordinators C3 to C`until`, beside the two there are."""
    return "".join(
        f'[[person]]\nid = "C{n}"\nname = "Name C{n}"\nrole = "coordinator"\ntimezone = "Europe/Lisbon"\n'
        for n in range(3, until + 1)
    )
