"""Counts one view: a reader's into the day's figures, a program's as a number of its own."""

from typing import Any

from django.http import HttpRequest

from clients.bots import is_bot
from clients.client_ip import client_network
from clients.user_agents import user_agent
from vietnamese import clock
from visitors import journal
from visitors.counter import counter
from visitors.eligibility import is_prefetch, is_staff
from visitors.figures import ONLINE_SECONDS
from visitors.salts import NoSaltError
from visitors.visitor_key import visitor_key


def count(meta: dict[str, Any], path: str, request: HttpRequest | None = None) -> None:
    """Counts the view of a public page as a reader's or as a program's, unless it is staff's or
    a browser's that fetches ahead. No query without a session cookie.

    `meta` is the WSGI environ: a page may have been answered without any HttpRequest. Raises
    nothing: what fails is logged once.
    """
    try:
        if is_prefetch(meta) or is_staff(meta, request):
            return
        agent = user_agent(meta)
        if is_bot(agent):
            count_bot()
        else:
            count_view(client_network(meta), agent, path)
    except Exception as error:
        counter.counting_log.failed(error)
    else:
        counter.counting_log.succeeded()


def count_view(network: str, agent: str, path: str) -> None:
    """Writes the view down; it is in the figures 3 s later. No query on nearly every call.

    Raises NoSaltError or OSError, and then the view is not counted.
    """
    moment = clock.now()
    day = clock.day_of(moment)
    line = journal.view_line(
        day,
        moment,
        visitor_key(counter.salts.get(day), network, agent),
        key_of_yesterday(moment, network, agent),
        path,
    )
    counter.journal.append(moment, line)
    counter.keep_fresh()


def count_bot() -> None:
    """Writes down that a program was shown a page, and nothing of which. No query.

    Raises OSError, and then it is not counted.
    """
    moment = clock.now()
    counter.journal.append(moment, journal.bot_line(clock.day_of(moment), moment))
    counter.keep_fresh()


def needs_no_query() -> bool:
    """Whether a view of this moment can be counted without asking the database, just after midnight
    under yesterday's key too."""
    moment = clock.now()
    known = counter.salts.known
    return clock.day_of(moment) in known and clock.day_of(moment - ONLINE_SECONDS) in known


def key_of_yesterday(moment: int, network: str, agent: str) -> bytes | None:
    """The reader's other key in 00:00–00:05, when both of them can be online; else None.

    Without yesterday's salt nobody can be online under yesterday's key, or it cannot be known.
    """
    before = clock.day_of(moment - ONLINE_SECONDS)
    if before == clock.day_of(moment):
        return None
    try:
        salt = counter.salts.get_existing(before)
    except NoSaltError:
        return None
    return visitor_key(salt, network, agent) if salt else None
