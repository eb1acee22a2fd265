"""An app whose jobs do what a test wants of them."""
