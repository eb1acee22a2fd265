"""What anybody may ask of this server: each number with its unit, its reason, and what answers.

Two of them are the administrator's (`.env.example`): UPLOADS_MB and DISK_RESERVE_MB. How often a
password may be wrong stands in accounts/throttle.py; what a proxy in front adds, in
deploy/nginx.conf.
"""

# --- Threads of one worker. Few, because each takes memory and all of them share one core's worth
# --- of Python. Who finds them busy waits.
READERS_THREADS = 3
DESK_THREADS = 2  # for whoever comes with a session, or has signed in with that browser before
# Strangers' passwords have one thread: each takes a third of a second of a core, and all machine's
# workers hash in turn. More than these would wait for longer than people do; 503.
SIGN_IN_QUEUE = 4  # requests, the one in the thread included
SIGN_IN_QUEUE_OF_NETWORK = 2  # so that no single address fills it

# --- Connections and the request's head. A request that is never finished holds a place and some
# --- 18 kB until its time is over. All come from the proxy in front, so that only it can count them
# --- by address (deploy/nginx.conf); here there are places enough for a reader among thousands.
CONNECTIONS = 4096  # of one worker, as far as its open files go; who comes after them waits
OTHER_FILES = 256  # that a worker has open, of those that the system allows it
# Until a request's head is there, and as long an idle connection stays; then it ends. A browser
# sends a head at once; a proxy must let go of idle connections earlier.
HEADER_SECONDS = 10

LONGEST_ADDRESS = 8 * 1024  # bytes of path and query; RFC 9112 (3) wants 8,000 at the least; 414
# Eight times the longest request line of a browser; what is longer is answered 431 or 414.
BUFFER_BYTES = 64 * 1024

# --- Bodies, which only the desk takes
MOST_BYTES = 100 * 1024 * 1024  # of one: a dozen photos of a phone; 413
# So much may come from anybody: a sign-in, a form whose session has ended. More is taken only with
# a living session, asked about before anything is stored; 401.
UNASKED_BYTES = 64 * 1024
IN_MEMORY_BYTES = 512 * 1024  # of one; what is longer goes to the disk
SILENCE_SECONDS = 30  # nothing comes; 408
# Slower than this is no upload but a grip on the server. It is asked of the last PACE_SECONDS, so
# that nobody sends much at once and then a byte now and then; 408.
LEAST_BYTES_A_SECOND = 1000
PACE_SECONDS = 30
# All workers' bodies together: settings.UPLOADS_MB; 503. And nothing is taken that would leave the
# disk, where the database is too, with less than settings.DISK_RESERVE_MB; 507.
LOOK_EVERY_BYTES = 1024 * 1024  # at the free space, while a body comes in
# Of a body that is refused so much is read and forgotten, so that the answer is read: where a
# server ends a connection with something unread, some clients forget the answer.
LINGER_BYTES = 4 * 1024 * 1024
LINGER_SECONDS = 2.0
