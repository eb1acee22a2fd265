"""Whether the server is well: what `manage.py doctor`, the page “Tình trạng máy chủ” and the
administrator's first page say.

checks          the table of all that is looked at; begin here
findings        what a check says: how bad it is, one sentence, the command that mends it
examination     goes through checks, whatever fails meanwhile; what the last night found
database_errors what an administrator can mend in a database, said in words

Each check is a function in the module that its row of the table names. `/up` and `/ready`, which
other programs ask, are in `serving/health.py`.
"""
