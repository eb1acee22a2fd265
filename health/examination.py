"""Goes through checks, whatever fails meanwhile, and remembers what the last run found."""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import Error
from django.utils import timezone

from health.checks import CHECKS, Check
from health.database import unusable_reason
from health.findings import Finding, Level, fault, unknown, warning
from health.models import CheckRun
from jobs.progress import Report

DOWN = "database"  # the result that says so

logger = logging.getLogger(__name__)

NO_DATABASE = "Chưa kiểm tra được khi chưa dùng được cơ sở dữ liệu: {labels}."
FAILED = "Phần này chưa kiểm tra xong: {error}"


@dataclass(frozen=True)
class Result:
    """What one check found."""

    name: str
    label: str
    findings: list[Finding]

    @property
    def worst(self) -> Level:
        return max((each.level for each in self.findings), key=list(Level).index)


def examine(checks: Iterable[Check] = CHECKS) -> Iterator[Result]:
    """One result after the other. That the database is down comes first (DOWN), and for all that
    then cannot be looked at there is one result."""
    checks = list(checks)
    if reason := unusable_reason():
        labels = ", ".join(check.label for check in checks if check.asks_database)
        yield Result(DOWN, "Cơ sở dữ liệu", [fault(reason)])
        yield Result("unasked", "Phần còn lại", [unknown(NO_DATABASE.format(labels=labels))])
    for check in checks:
        if not (reason and check.asks_database):
            yield Result(check.name, check.label, _findings_of(check))


def _findings_of(check: Check) -> list[Finding]:
    """Never raises: one check that fails must not hide what the others see."""
    try:
        return list(check.find())
    except (Error, OSError) as error:
        return [warning(FAILED.format(error=_line(error)))]
    except Exception as error:
        logger.exception("check %s", check.name)
        return [warning(FAILED.format(error=_line(error)))]


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def examine_and_remember(progress: Report) -> list[Result]:
    """All of them; 1 query more for remembering."""
    results: list[Result] = []
    for result in examine():
        results.append(result)
        progress(len(results), len(CHECKS), result.label)
    remember(results)
    return results


def remember(results: Iterable[Result]) -> None:
    """1 query."""
    found = [
        {
            "check": result.name,
            "label": result.label,
            "level": each.level.value,
            "sentence": each.sentence,
            "command": each.command,
        }
        for result in results
        for each in result.findings
    ]
    defaults = {"checked_at": timezone.now(), "findings": found}
    CheckRun.objects.update_or_create(pk=CheckRun.ONLY, defaults=defaults)


def remembered() -> tuple[datetime.datetime | None, list[Result]]:
    """When the last run was, and what it found; None and nothing where none was yet (1 query)."""
    run = CheckRun.objects.filter(pk=CheckRun.ONLY).first()
    if run is None:
        return None, []
    results: dict[str, Result] = {}
    for row in run.findings:
        result = results.setdefault(row["check"], Result(row["check"], row["label"], []))
        result.findings.append(Finding(Level(row["level"]), row["sentence"], row["command"]))
    return run.checked_at, list(results.values())


def for_page() -> tuple[datetime.datetime | None, list[Result]]:
    """Quick checks as they are now, slow ones as the last run found them, in the table's order;
    with the moment of that run (some 25 queries)."""
    moment, found = remembered()
    before = {result.name: result for result in found}
    now = {result.name: result for result in examine(each for each in CHECKS if not each.is_slow)}
    both = before | now
    return moment, [both[each.name] for each in CHECKS if each.name in both]
