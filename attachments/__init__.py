"""What readers may take home or play: PDF, Word, Excel, PowerPoint, MP4, and nothing that runs.

What a file is, its content says and never its name (`inspection.py`). It is stored under a name
of the server's (`fields.py`), and leaves the site as a download, a video to be played in place too
(`delivery.py`).
"""
