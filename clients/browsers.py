"""A browser's name for itself, in plain words."""

# The first that fits: most browsers also name those that they descend from.
BROWSERS = [
    ("coc_coc", "Cốc Cốc"),
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
]
MACHINES = [
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "điện thoại Android"),
    ("windows", "máy Windows"),
    ("mac os", "máy Mac"),
    ("cros", "Chromebook"),
    ("linux", "máy Linux"),
]


def browser_name(user_agent: str) -> str:
    """ "Chrome trên máy Windows"; "Trình duyệt khác" where nothing is known."""
    agent = user_agent.lower()
    browser = _first(BROWSERS, agent) or "Trình duyệt khác"
    machine = _first(MACHINES, agent)
    return f"{browser} trên {machine}" if machine else browser


def _first(known: list[tuple[str, str]], agent: str) -> str:
    return next((words for mark, words in known if mark in agent), "")
