"""Share pictures: one made of the title, for each page that has no photo of its own. The runner
makes them (newsroom/jobs/pictures.py), no reader's request does."""
