"""How the people of the desk are called."""

from typing import Any


def full_name(person: Any) -> str:
    """ "Nguyễn Thị Lan": the family's name first, as Vietnamese say it (Django would put it last).
    The user name where no name is known, and nothing for nobody."""
    if person is None:
        return ""
    return f"{person.last_name} {person.first_name}".strip() or person.get_username()
