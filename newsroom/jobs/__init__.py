"""Work of the newsroom that the runner does."""

from newsroom.jobs import notifications as notifications
from newsroom.jobs import pictures as pictures
from newsroom.jobs import texts as texts
