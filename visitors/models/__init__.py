"""What the counter keeps: per-day rows and the ledger for ever, readers and salts for two days."""

from visitors.models.days import MOST_VISITS as MOST_VISITS
from visitors.models.days import PATH_CHARACTERS as PATH_CHARACTERS
from visitors.models.days import BotViews as BotViews
from visitors.models.days import DailyVisits as DailyVisits
from visitors.models.days import LateViews as LateViews
from visitors.models.days import OpeningBalance as OpeningBalance
from visitors.models.days import PageViews as PageViews
from visitors.models.ledger import DaySeal as DaySeal
from visitors.models.ledger import LedgerEntry as LedgerEntry
from visitors.models.ledger import LedgerHead as LedgerHead
from visitors.models.ledger import VisitCorrection as VisitCorrection
from visitors.models.readers import DaySalt as DaySalt
from visitors.models.readers import JournalOffset as JournalOffset
from visitors.models.readers import Reader as Reader
