"""Work in the background and by the clock, done by one process of the site.

registry    what can be done, and when by itself
schedules   daily at an hour of Vietnam's clock, or every so many hours
models      the table of what is to be done, and of what came of it
runner      the process that does it, one at a time for all hosts
process     one piece of work, in a process of its own
"""
