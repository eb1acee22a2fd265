"""Whether the server is well: what `manage.py doctor`, the page “Tình trạng máy chủ” and the
administrator's first page say.

checks  the table of all that is looked at; begin here
findings, database_errors  what a check says: how bad it is, one sentence, what mends it
examination, models, latest  goes through checks, whatever fails meanwhile; what the last run found
configuration, modes, clock, end_of_support  the machine and its settings
database, search_index, disk, media, shared_cache, hosts  where the site stores things
mail, outside, work, backup_age  what it does by itself, and how it is seen from outside
content, misdated  what it says
cut_off, half_sent, put_aside  what is left lying about
admin  the page

Each check is a function in the module that its row of the table names. `/up` and `/ready`, which
other programs ask, are in `serving/readiness.py`.
"""
