"""Documents that readers may take home: PDF, Word, Excel and PowerPoint, and nothing that runs.

What a document is, its content says and never its name (`inspection.py`). It is stored under a name
of the server's (`fields.py`), and leaves the site as a download alone (`delivery.py`).
"""
