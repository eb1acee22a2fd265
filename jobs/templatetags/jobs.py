"""What the list of jobs asks for."""

from django import template

from jobs.labels import label_of

register = template.Library()

register.filter("job_label", label_of)
