"""The files that an office opens, as bytes.

The libraries behind them take 0.4 s to import and few processes ever need them, so they are
imported at the first download.
"""

import datetime

from portal.models import Identity
from reports.queries import PeriodStatistics
from visitors import ledger

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def statistics_xlsx(stats: PeriodStatistics, author: str) -> bytes:
    """All tables of the period, a sheet each."""
    from reports.xlsx import statistics_workbook

    return statistics_workbook(stats, author)


def report_docx(stats: PeriodStatistics, identity: Identity, made_on: datetime.date) -> bytes:
    """The year report for Word. 2 queries."""
    from reports.annual_report import build_report
    from reports.docx import report_document

    return report_document(build_report(stats, identity, ledger.last_written()), made_on)


def report_xlsx(stats: PeriodStatistics, identity: Identity) -> bytes:
    """The year report for Excel. 2 queries."""
    from reports.annual_report import build_report
    from reports.xlsx import report_workbook

    return report_workbook(build_report(stats, identity, ledger.last_written()))
