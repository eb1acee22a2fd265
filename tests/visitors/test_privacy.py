"""No address and no browser's name is kept anywhere."""

import time_machine
from django.apps import apps

from tests.visitors.arrange import FIREFOX, moment
from visitors import counting, figures, journal

SECRETS = ["203.0.113.77", "2001:db8:7:7", "Firefox", "Mozilla"]


def everything_stored() -> str:
    rows = [
        repr(row)
        for model in apps.get_app_config("visitors").get_models()
        for row in model.objects.values_list()
    ]
    files = [path.name + repr(path.read_bytes()) for path in journal.folder().iterdir()]
    return "\n".join(rows + files)


def test_no_table_and_no_journal_holds_an_address_or_a_user_agent(db, caplog):
    with time_machine.travel(moment("2026-11-23 00:02"), tick=False):
        for network in ("203.0.113.77", "2001:db8:7:7::/64"):
            counting.count_view(network, FIREFOX, "/bai/7/lua/")
        before = everything_stored()
        figures.figures()
        after = everything_stored()
    assert "/bai/7/lua/" in before
    assert "/bai/7/lua/" in after
    for secret in SECRETS:
        assert secret not in before + after + caplog.text
        assert secret.encode().hex() not in before + after
