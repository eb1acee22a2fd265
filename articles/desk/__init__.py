"""The rules of the editors' desk, whatever page or command asks: its models and their verbs.

rights, workflow, withdrawal    who may what, and what becomes of an article
drafts, presence                what is typed and not saved, and who else has the form open
revisions, comparing            what an article said before
proposals                       edits that wait for an editor
previews                        links for who has no account
log, todo                       who did what; what waits for whom
"""
