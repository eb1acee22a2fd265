"""Which files a picture consists of, read from its name."""

from pictures.renditions import all_files, jpeg_files, webp_files


def test_wide_picture_has_three_of_each_kind_beside_its_master() -> None:
    assert all_files("photos/2026/11/ab-2560.webp") == [
        "photos/2026/11/ab-480.webp",
        "photos/2026/11/ab-960.webp",
        "photos/2026/11/ab-1600.webp",
        "photos/2026/11/ab-2560.webp",
        "photos/2026/11/ab-480.jpg",
        "photos/2026/11/ab-960.jpg",
        "photos/2026/11/ab-1600.jpg",
    ]


def test_picture_of_a_served_width_is_its_own_widest_file() -> None:
    assert [file.width for file in webp_files("photos/ab-960.webp", 0)] == [480, 960]
    assert [file.width for file in jpeg_files("photos/ab-960.webp")] == [480, 960]


def test_picture_of_the_first_kind_has_no_file_that_it_never_had() -> None:
    assert all_files("photos/2021/12/ab.webp") == [
        "photos/2021/12/ab-640.webp",
        "photos/2021/12/ab.webp",
    ]
    assert [file.width for file in webp_files("photos/2021/12/ab.webp", 1600)] == [640, 1600]
