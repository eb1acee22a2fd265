"""The editors' guide, docs/huong-dan-bien-tap.md, shown inside the admin."""
