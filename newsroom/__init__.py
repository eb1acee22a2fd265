"""The editors: what becomes of an article before and after readers see it.

"The desk" is the part of the admin where articles and static pages are written.

workflow, permissions, quotas  who may take which step, and how much
saving, uploading, drafts, editing_sessions, conflicts  no word is lost, nobody's overwritten
revisions, diff, proposals, audit_log  what an article said, and who did what with it
checks  what is worth a look before publishing
preview_links, preview_rendering, pictures  who sees what readers do not
takedowns  what was taken from readers, and comes back
attachments, photo_library, share_pictures, static_pages  what is written besides texts
word_download  an article as a Word file, to take home
arranging  the home page, topics, related articles, moves, copies
importing_desk, old_addresses  what comes from Word and from the site that was here before
notifications, dashboard, guide  what waits for a person, and help
admin, pages, urls  the form and the list; every other page of the desk; what a preview link opens
jobs, models  what is done in the background, and what is stored
"""
