"""News: categories, articles, photos and bylines; reading, searching, importing, feeds.

models, querysets  what is stored, and the words in which pages ask for it
views, urls, forms  the reader's pages
article_context, stored_parts, reading_aids, photo_sizes  what the page of an article shows
front_page, cards, most_read, onward_links, topics  what leads to other articles
public_lists, paging, archive, archive_counts, count_triggers  lists that need not be counted
search, suggestions  what a reader looks for
addresses, internal_links, old_addresses  where articles stand, stood, and are linked to
page_metadata, sharing, feed_items, sitemaps, news_sitemap  what other programs read
public_photos, public_attachments, known_clean  what may be shown
next_change  when pages become others by the clock alone
prepared_queries  SQL that is written once
word_file  an article as a Word file
"""
