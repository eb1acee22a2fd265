"""Work in the background and by the clock, done by one process of the site.

registry, labels  what can be done, and what people call it
schedules, calendar  daily at an hour of Vietnam's clock, or every so many hours
models  the table of what is to be done, and of what came of it
runner, stop_signals  the process that does it, one at a time for all hosts
process, progress  one piece of work, in a process of its own; how far it is
failures, set_aside  who is told of a job that failed for good
admin, buttons  “Công việc nền”
"""
