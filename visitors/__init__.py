"""The visit counter, which keeps no addresses.

eligibility, visit_rule, visitor_key, salts  what counts, as whose visit, under which key
middleware, counting, counter  one view is counted
staging, journal  on its way to the disk, no reader waiting
ticker, writer_lock, journal_reader, aggregation, readers, bulk_sql  from journals to figures
days, ledger, redating, verification  finished days: sealed, corrected by entries, checked
figures, latest_figures, placeholders  the five figures, and how they come into every page
most_read  what was read most in seven days
secure_delete  what was deleted leaves the disk too
models, admin, views, urls  what is stored; the staff's page, and the readers'
"""
