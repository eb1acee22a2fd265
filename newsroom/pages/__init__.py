"""The pages of the desk besides the form and the list, which are `newsroom/admin/`."""
