"""The desk in the admin: what ArticleAdmin is put together from."""
