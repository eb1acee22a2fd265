"""How people are called."""

from typing import Any


def full_name(person: Any, unnamed: str | None = None) -> str:
    """ "Nguyễn Thị Lan": the family's name first, as Vietnamese say it (Django would put it last).

    Where no name is known `unnamed`, which is the user name unless given; "" for nobody.
    """
    if person is None:
        return ""
    name = f"{person.last_name} {person.first_name}".strip()
    return name or (person.get_username() if unnamed is None else unnamed)
