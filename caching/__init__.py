"""What has changed, as every process sees it, and values that are cached until it does.

tags       the names of what readers' pages depend on
versions   a number for each tag, new after every change
redis_address  where several hosts share these numbers
backend    what this process caches, and the versions of this site
memo       a value that is computed once for all readers
cached     template tag: a part of a page, cached until a tag changes
memoized   template tag: an include, rendered once for the same values
"""
