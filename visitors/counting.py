"""Counts one view, or one of a program. Knows no HTTP, and no database but for the day's salt."""

from vietnamese import clock
from visitors import figures, journal, salts
from visitors.visitor_key import visitor_key


def count_view(network: str, agent: str, path: str) -> None:
    """Writes the view down; it is in the figures 3 s later. No query on nearly every call.

    Raises salts.NoSaltError or OSError, and then the view is not counted.
    """
    moment = clock.now()
    day = clock.day_of(moment)
    line = journal.view_line(
        day,
        moment,
        visitor_key(salts.salt_of(day), network, agent),
        key_of_yesterday(moment, network, agent),
        path,
    )
    journal.writer.append(moment, line)
    figures.keep_fresh()


def count_bot() -> None:
    """Writes down that a program was shown a page, and nothing of which. No query.

    Raises OSError, and then it is not counted.
    """
    moment = clock.now()
    journal.writer.append(moment, journal.bot_line(clock.day_of(moment), moment))
    figures.keep_fresh()


def needs_no_query() -> bool:
    """Whether a view of this moment can be counted without asking the database, just after midnight
    under yesterday's key too."""
    moment = clock.now()
    before = clock.day_of(moment - figures.ONLINE_SECONDS)
    return salts.is_known(clock.day_of(moment)) and salts.is_known(before)


def key_of_yesterday(moment: int, network: str, agent: str) -> bytes | None:
    """The reader's other key in 00:00–00:05, when both of them can be online; else None.

    Without yesterday's salt nobody can be online under yesterday's key, or it cannot be known.
    """
    before = clock.day_of(moment - figures.ONLINE_SECONDS)
    if before == clock.day_of(moment):
        return None
    try:
        salt = salts.existing_salt_of(before)
    except salts.NoSaltError:
        return None
    return visitor_key(salt, network, agent) if salt else None
