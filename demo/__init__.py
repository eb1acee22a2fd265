"""Content for the first start: articles, pictures, banners and links of a made-up province."""
