"""The whole site in one file, and back.

snapshot         what there is at one moment: database, journals of visits, pictures, key
database_dump    the database as one SQLite file, whichever database the site has
archive          a tar that shows every altered bit; manifest says what stands in it
encryption       the archive under a password, as age writes it
creating         puts these together, under the final name only once it is whole
unpacking        verifies such a file and lays it out aside
tables           the SQLite file into the tables of this site's database
restoring        unpacks, loads and compares aside; swapping puts it in place, or takes it back
abandoned        what those have left that were killed; interrupted ends a restore that was
drill            whether the last backup could be restored
retention        which backups stay
"""
