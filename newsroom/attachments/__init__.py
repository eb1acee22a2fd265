"""Documents attached to articles and static pages, as the desk handles them: in forms, ahead of
forms, in snapshots, and in edits that wait."""
