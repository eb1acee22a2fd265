"""`backup --drill`: whether the last one could be restored, said in Vietnamese."""

from pathlib import Path

from tests.backups.sites import digests, furnish
from tests.support.server import Site


def test_drill_tells_whether_the_last_backup_comes_back(empty: Site, tmp_path: Path) -> None:
    done = empty.run("backup", "--drill")
    assert (done.returncode, "Chưa có bản sao lưu nào" in done.stderr) == (1, True)
    empty.manage("backup")
    [file] = (empty.data / "backups").iterdir()
    before = digests(empty.data)
    furnish(empty, "Tin viết sau khi sao lưu")
    said = empty.manage("backup", "--drill")
    assert "Diễn tập đạt" in said
    assert "1 bài dựng ra giống trang đang chạy" in said
    assert list(empty.data.glob("drill-*")) == []
    assert digests(empty.data).keys() == before.keys()
    [row] = empty.query("SELECT is_restorable, drill_result FROM backups_backup")
    assert (bool(row[0]), row[1]) == (True, said.strip())

    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    done = empty.run("backup", "--drill")
    assert done.returncode == 1
    assert f"Diễn tập KHÔNG đạt với {file.name}" in done.stderr
    assert "bị hỏng" in done.stderr
    assert list(empty.data.glob("drill-*")) == []
    assert not empty.query("SELECT is_restorable FROM backups_backup")[0][0]


def test_drill_notices_a_page_that_comes_back_different(empty: Site, tmp_path: Path) -> None:
    empty.manage("backup")
    # Past the models: its stamp of the last change stays.
    change = "from articles.models import Article; Article.objects.update(body='<p>Khác.</p>')"
    empty.manage("shell", "--no-imports", "--command", change)
    done = empty.run("backup", "--drill")
    assert "bài số 1 dựng ra khác với trang đang chạy" in done.stderr
