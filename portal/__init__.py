"""What stands around the articles: identity, menu, banners, links, static pages.

models, admin  what is stored, and the staff's pages for it
link_validation, phones  what its fields take
site_frame, frame_rows, identity_snapshot, context_processors  what every page shows of it
icons, pictures  emblem, banners, and the icons that are made of the logo
views, urls, page_context, page_rows, page_photo, page_files, moved_pages  static pages
sitemaps  what search engines are told of these
"""
