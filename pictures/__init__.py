"""Pictures as they come from phones, made into pictures that a reader's page can carry."""
