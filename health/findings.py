"""What a check says: how bad it is, one sentence in Vietnamese, and the command that mends it."""

from dataclasses import dataclass
from enum import Enum

from django.conf import settings

MANAGE: str = settings.MANAGE_COMMAND
FIX = f"{MANAGE} doctor --fix"


class Level(Enum):
    """From good to bad."""

    FINE = "fine"
    UNKNOWN = "unknown"  # could not be looked at; no reason to wake anybody
    WARNING = "warning"
    FAULT = "fault"

    @property
    def word(self) -> str:
        return WORDS[self]

    @property
    def is_wrong(self) -> bool:
        return self in (Level.WARNING, Level.FAULT)


WORDS = {
    Level.FINE: "ổn",
    Level.UNKNOWN: "không kiểm tra được",
    Level.WARNING: "nên xem",
    Level.FAULT: "lỗi",
}


@dataclass(frozen=True)
class Finding:
    """`command` is what to type on the server, in the folder of the program where MANAGE_COMMAND
    says no other; "" where no command mends it, and then the sentence says what does."""

    level: Level
    sentence: str
    command: str = ""


def fine(sentence: str) -> Finding:
    return Finding(Level.FINE, sentence)


def unknown(sentence: str, command: str = "") -> Finding:
    return Finding(Level.UNKNOWN, sentence, command)


def warning(sentence: str, command: str = "") -> Finding:
    return Finding(Level.WARNING, sentence, command)


def fault(sentence: str, command: str = "") -> Finding:
    return Finding(Level.FAULT, sentence, command)
