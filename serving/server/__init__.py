"""How requests come in: gunicorn keeps the processes, granian speaks HTTP, Django answers.

__main__  gunicorn itself, whose master cuts off nobody when it ends
listeners a socket for each process, which gunicorn's master holds
worker    one process: granian's HTTP/1 server on its socket
handover  the sockets' way from a server that ends to the next one
draining  how a worker lets go of those who are connected
scheduler granian's way of calling Python, handed to the fast path
fast_path each request that granian has read: from memory at once, or to the event loop
gateway   one request: from memory at once, or by Django in a thread
refusals  what is refused before Django sees it, in words
upload    what a client uploads: bounded in size, time and room, before a thread is spent on it
sign_in_queue strangers' passwords: one at a time, and few that wait
signed_in whether a body comes from somebody who is signed in
open_bodies how many bytes all workers have taken in and not yet done with
"""
