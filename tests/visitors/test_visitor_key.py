"""The visitor key."""

from visitors.visitor_key import visitor_key


def test_key_depends_on_salt_address_and_user_agent_and_on_nothing_else() -> None:
    keys = [
        visitor_key(salt, network, agent)
        for salt in (b"1" * 32, b"2" * 32)
        for network in ("203.0.113.1", "203.0.113.11")
        for agent in ("Firefox", "1Firefox", "Trình duyệt \udc80")
    ]
    assert len(set(keys)) == len(keys)
    assert {len(key) for key in keys} == {16}
    assert visitor_key(b"1" * 32, "203.0.113.1", "Firefox") == keys[0]
