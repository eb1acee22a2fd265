from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.template.loader import get_template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.context_processors import site_frame
from portal.identity_snapshot import rebuild
from portal.models import Banner, Identity, MenuItem, Page, WebLink
from portal.site_frame import SiteFrame
from tests.portal.make import (
    make_banner,
    make_identity,
    make_link,
    make_menu_item,
    see,
    titles,
)

pytestmark = pytest.mark.django_db


def labels(path: str = "/") -> list[str]:
    return [item.label for item in see(path).menu]


def current(path: str) -> list[str]:
    return [item.label for item in see(path).menu if item.is_current]


def read_all(around: SiteFrame) -> tuple[object, ...]:
    return (
        around.identity,
        around.identity.layout,
        around.layout_template,
        list(around.menu),
        list(around.banners),
        list(around.links),
        around.other_pages,
        around.today,
    )


def test_all_that_stands_around_a_page_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_identity()
    make_banner()
    make_link()
    make_menu_item()
    for _cold_then_warm in range(2):
        with django_assert_num_queries(1):
            read_all(see())


def test_an_empty_site_costs_one_query_too(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        read_all(see())


def test_a_page_that_shows_no_site_frame_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert "site_frame" in site_frame(RequestFactory().get("/"))


def test_admin_pages_ask_for_no_site_frame(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    request = RequestFactory().get("/quan-tri/login/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        get_template("admin/404.html").render({}, request)


def test_database_error_is_not_hidden() -> None:
    with connection.execute_wrapper(fail), pytest.raises(DatabaseError):
        _ = see().identity


def fail(*args: object) -> None:
    raise DatabaseError("gone")


def test_empty_site_has_a_name_a_layout_and_the_home_page() -> None:
    around = see()
    assert around.identity.name_vi == "Trang thông tin điện tử"
    assert around.layout_template == "layouts/tra_vinh.html"
    assert [(item.label, item.url) for item in around.menu] == [("Trang chủ", "/")]
    assert (around.banners, around.links) == ([], [])
    assert not Identity.objects.exists()


def test_menu_made_before_the_identity_shows() -> None:
    make_menu_item(label="Liên hệ")
    assert labels() == ["Liên hệ"]
    make_identity(name_vi="Liên hiệp Hội")
    assert labels() == ["Liên hệ"]
    assert see().identity.name_vi == "Liên hiệp Hội"


def test_layout_switch_is_seen_by_the_next_request() -> None:
    identity = make_identity(layout="tra-vinh")
    assert see().layout_template == "layouts/tra_vinh.html"
    identity.layout = "dong-nai"
    identity.save()
    assert see().identity.layout == "dong-nai"
    assert see().layout_template == "layouts/dong_nai.html"


def test_added_changed_and_deleted_rows_are_seen_at_once() -> None:
    make_identity()
    kinds: list[tuple[Callable[..., Model], str, Callable[[], list[str]]]] = [
        (make_banner, "title", lambda: titles(see().banners)),
        (make_link, "name", lambda: [link.name for link in see().links]),
    ]
    for make, field, seen in kinds:
        row = make(**{field: "Một"})
        assert seen() == ["Một"]
        setattr(row, field, "Hai")
        row.save()
        assert seen() == ["Hai"]
        row.delete()
        assert seen() == []


def test_added_changed_and_deleted_menu_items_are_seen_at_once() -> None:
    make_identity()
    item = make_menu_item(label="Một")
    make_menu_item(label="Ba", order=1)
    assert labels() == ["Một", "Ba"]
    item.label = "Hai"
    item.save()
    assert labels() == ["Hai", "Ba"]
    item.delete()
    assert labels() == ["Ba"]


def test_deleting_many_at_once_is_seen() -> None:
    make_banner()
    make_banner()
    Banner.objects.all().delete()
    assert see().banners == []


def test_bulk_changes_are_seen_after_rebuild() -> None:
    MenuItem.objects.bulk_create([MenuItem(label="Liên hệ", url="/trang/lien-he/")])
    WebLink.objects.bulk_create([WebLink(name="Báo", url="https://bao.example/")])
    rebuild()
    assert labels() == ["Liên hệ"]
    assert [link.url for link in see().links] == ["https://bao.example/"]


def test_an_identity_form_opened_earlier_does_not_bring_an_old_site_frame_back() -> None:
    opened_earlier = make_identity()
    make_menu_item(label="Liên hệ")
    opened_earlier.name_vi = "Liên hiệp Hội"
    opened_earlier.save()
    assert labels() == ["Liên hệ"]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_copied_into_the_snapshot_is_not_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_identity()
    monkeypatch.setattr("portal.identity_snapshot._lock", fail)
    with pytest.raises(DatabaseError):
        make_banner()
    assert not Banner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_save_at_once_lose_nothing() -> None:
    make_identity()
    second_editor_waits = Event()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("BEGIN") or "portal_identity" in sql:
            second_editor_waits.set()
        return execute(sql, *rest)

    def save_another() -> None:
        with connection.execute_wrapper(note):
            make_banner(title="hai")
        connection.close()

    with ThreadPoolExecutor(1) as second_editor:
        with transaction.atomic():
            make_banner(title="một")
            saving = second_editor.submit(save_another)
            assert second_editor_waits.wait(10)
        saving.result()
    assert titles(see().banners) == ["một", "hai"]


def test_everything_stands_in_its_order() -> None:
    for order, name in ((3, "ba"), (1, "một"), (2, "hai")):
        make_banner(title=name, order=order)
        make_link(name=name, order=order)
        make_menu_item(label=name, order=order)
    assert titles(see().banners) == ["một", "hai", "ba"]
    assert [link.name for link in see().links] == ["một", "hai", "ba"]
    assert labels() == ["một", "hai", "ba"]


def test_home_is_current_only_at_home() -> None:
    make_menu_item(label="Trang chủ", url="/")
    assert current("/") == ["Trang chủ"]
    assert current("/bai/1/tin/") == []


def test_the_longest_menu_address_is_current() -> None:
    make_menu_item(label="Tin", url="/chuyen-muc/tin/")
    make_menu_item(label="Tin tỉnh", url="/chuyen-muc/tin/tinh/")
    assert current("/chuyen-muc/tin/") == ["Tin"]
    assert current("/chuyen-muc/tin/tinh/xa/") == ["Tin tỉnh"]
    assert current("/chuyen-muc/tin-khac/") == []


def test_two_entries_with_one_address_are_not_both_current() -> None:
    make_menu_item(label="Tin", url="/chuyen-muc/tin/")
    make_menu_item(label="Bài", url="/chuyen-muc/tin/?trang=2")
    assert current("/chuyen-muc/tin/") == ["Tin"]


def test_another_site_is_never_current() -> None:
    make_menu_item(url="https://vusta.example/chuyen-muc/")
    assert current("/chuyen-muc/") == []


def test_static_pages_outside_the_menu_are_listed_in_the_order_of_the_alphabet() -> None:
    make_identity()
    for title in ("Quy chế", "Giới thiệu", "Điều lệ"):
        Page.objects.create(title=title)
    make_menu_item(label="Giới thiệu", url="/trang/gioi-thieu/")
    assert [page.title for page in see().other_pages] == ["Điều lệ", "Quy chế"]
    Page.objects.get(slug="quy-che").delete()
    changed = Page.objects.get(slug="dieu-le")
    changed.title = "Điều lệ sửa đổi"
    changed.save()
    [listed] = see().other_pages
    assert (listed.title, listed.get_absolute_url()) == ("Điều lệ sửa đổi", "/trang/dieu-le/")
