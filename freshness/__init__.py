"""What has changed, as every process sees it, and values that are kept until it does.

tags          the names of what readers' pages depend on
generations   a number for each tag, new after every change
opening       the generations of this site
memo          a value that is worked out once for all readers
"""
