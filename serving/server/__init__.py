"""How requests come in: gunicorn keeps the processes, granian speaks HTTP, Django answers.

gunicorn_command, __main__  gunicorn is started, whose master cuts off nobody when it ends
port, listeners, handover, draining  a socket for each process; none is closed under a reader
worker, desk_process  one process: granian's HTTP/1 server on its socket; a second for the desk
scheduler, fast_path  granian's way of calling Python: from memory at once, or to the event loop
gateway, wsgi_call  one request by Django, in a thread
refusals  what is refused before Django sees it, in words
limits  what anybody may ask of the server: numbers, with unit and reason
upload, open_bodies, signed_in  what is uploaded: bounded before a thread is spent on it
sign_in_queue  strangers' passwords: one at a time, and few that wait
"""
