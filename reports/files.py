"""The files that an office opens, as bytes.

The libraries behind them take 0.4 s to import and few processes ever need them, so they are
imported at the first download.
"""

import datetime

from portal.models import Identity
from reports.figures import Figures
from visitors import ledger

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def statistics_xlsx(figures: Figures, author: str) -> bytes:
    """All tables of the span, a sheet each."""
    from reports.exports import statistics_workbook

    return statistics_workbook(figures, author)


def report_docx(figures: Figures, identity: Identity, made_on: datetime.date) -> bytes:
    """The year report for Word. 2 queries."""
    from reports.documents import report_document
    from reports.report import report_of

    return report_document(report_of(figures, identity, ledger.last_written()), made_on)


def report_xlsx(figures: Figures, identity: Identity) -> bytes:
    """The year report for Excel. 2 queries."""
    from reports.report import report_of, report_workbook

    return report_workbook(report_of(figures, identity, ledger.last_written()))
