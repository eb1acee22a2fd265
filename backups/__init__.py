"""The whole site in one file, and back.

making, creating  where backups go, and how one is made; only a whole one has its final name
snapshot, database_dump, soundness  what there is at one moment: database, journals, pictures, key
archive, manifest, encryption  the file: a tar, what stands in it, its password
restic  backups on another machine
retention, newest, sizes  which stay, how the last went, how large they are
unpacking, building, tables, other_site  a backup verified and made into a site aside
rendering, restoring, swapping, forgetting  compared, put in place, taken back, let go
abandoned, interrupted  what is left of those that were killed
drill  whether the last backup could be restored
errors, reporting  what is said at the terminal
models, admin, pages, jobs  what is stored; the staff's pages; by the clock
"""
