"""Which files a picture consists of, read from its name."""

from pictures.renditions import (
    added_files,
    all_files,
    jpeg_files,
    master_name,
    stored_files,
    webp_files,
)


def test_wide_picture_has_six_webp_and_three_jpeg_beside_its_master() -> None:
    master = master_name("photos/2026/11/ab", 2560)
    widths = [file.width for file in webp_files(master, 0)]
    assert widths == [240, 320, 480, 720, 960, 1600, 2560]
    assert [file.width for file in jpeg_files(master)] == [480, 960, 1600]
    assert all_files(master) == stored_files(master)
    assert added_files(master) == []


def test_picture_stored_before_there_were_six_has_three_until_the_others_are_made() -> None:
    assert [file.width for file in added_files("photos/ab-2560.webp")] == [240, 320, 720]
    assert [file.width for file in added_files("photos/ab-300.webp")] == [240]
    widths = [file.width for file in webp_files("photos/ab-960.webp", 0, with_added=True)]
    assert widths == [240, 320, 480, 720, 960]
    assert stored_files("photos/2026/11/ab-2560.webp") == [
        "photos/2026/11/ab-480.webp",
        "photos/2026/11/ab-960.webp",
        "photos/2026/11/ab-1600.webp",
        "photos/2026/11/ab-2560.webp",
        "photos/2026/11/ab-480.jpg",
        "photos/2026/11/ab-960.jpg",
        "photos/2026/11/ab-1600.jpg",
    ]
    assert "photos/2026/11/ab-240.webp" in all_files("photos/2026/11/ab-2560.webp")


def test_picture_of_a_served_width_is_its_own_widest_file() -> None:
    assert [file.width for file in webp_files("photos/ab-960.webp", 0)] == [480, 960]
    assert [file.width for file in jpeg_files("photos/ab-960.webp")] == [480, 960]


def test_picture_of_the_first_kind_has_no_file_that_it_never_had() -> None:
    assert all_files("photos/2021/12/ab.webp") == [
        "photos/2021/12/ab-640.webp",
        "photos/2021/12/ab.webp",
    ]
    assert [file.width for file in webp_files("photos/2021/12/ab.webp", 1600)] == [640, 1600]
