"""The longest text of each kind, in characters; a line break counts as one.

Each is several times what an editor writes there, so that nobody meets it at work. What the longest
cost is measured by `python -m bench.inputs`.
"""

LEAD = 5_000
CAPTION = 2_000
CORRECTION = 5_000
NOTICE = 2_000  # what readers are told about a withdrawn article
REASON = 5_000  # why it was returned or withdrawn
EDITORS = 5_000  # those named at the foot of each page
TEXT = 5_000  # of any other field
MARKUP = 500_000  # a text with its tags

DRAFT = 2_000_000  # a whole form, also one that is too long to be saved
TOKEN = 1_000  # what a page gives a browser to send back: a key, a number, a signed secret

QUERY = 200  # a search, in normal form
# Before it is brought into normal form: each letter with its marks apart.
QUERY_AS_SENT = 4 * QUERY
QUERY_WORDS = 12  # of a list in the admin, each a condition for each column
DAY = 40
SLUG = 100
USER_NAME = 150  # as Django's column has it
# Of an address in the admin, which may hold that of a list with all its filters.
PARAMETER = 8_192
