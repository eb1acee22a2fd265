"""Who is told of what happens to articles: noted in noting.py with the entry of the audit log,
shown by the bell of the admin, and sent by mail.py where the site has mail."""
