"""What has changed, as every process sees it, and values that are kept until it does.

tags          the names of what readers' pages depend on
generations   a number for each tag, new after every change
opening       the generations of this site
memo          a value that is worked out once for all readers
kept, drawn   template tags: a part of a page, kept until a tag changes, or for the same values
"""
