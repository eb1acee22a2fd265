#!/usr/bin/env bash
# The next version beside the one that runs, and back by itself where it does not become ready:
# sudo ./deploy/upgrade.sh [VERSION | ARCHIVE] (--help says the rest, in Vietnamese).
#
# Until the migrations nothing that is in use is touched. The steps stand in upgrade(), in their order.
# shellcheck disable=SC1111,SC2034  # quotes of sentences; variables that the parts in lib/ read
set -euo pipefail
shopt -s inherit_errexit
umask 022
trap '' HUP  # a lost connection ends nothing halfway

SOURCE=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
for part in words paths environment checks source build service switching; do
    # shellcheck source=/dev/null
    . "$SOURCE/deploy/lib/$part.sh"
done

HELP="Nâng cấp trang trong lúc bạn đọc vẫn xem; bản mới không chạy được thì tự quay lại bản cũ.

    sudo ./deploy/upgrade.sh              đúng bản mã nguồn đang có ở đây (sau git pull)
    sudo ./deploy/upgrade.sh v0.2         một phiên bản của kho git đã dùng để cài
    sudo ./deploy/upgrade.sh TỆP.tar.gz   một tệp tải về, có TỆP.tar.gz.sha256 bên cạnh
    sudo ./deploy/upgrade.sh --rollback   quay lại bản trước lần nâng cấp vừa rồi

  --sha256 MÃ   mã kiểm tra của tệp, khi không có tệp .sha256 bên cạnh
  --yes         với --rollback: không hỏi lại khi phải lấy lại cơ sở dữ liệu cũ
  --help        hướng dẫn này"

WANTED='' SHA256='' IS_ROLLBACK='' IS_SURE='' STAGED='' LOG=''

read_arguments() {
    while [ $# -gt 0 ]; do
        case $1 in
            --help | -h) say "$HELP" && exit 0 ;;
            --rollback) IS_ROLLBACK=1 ;;
            --yes) IS_SURE=1 ;;
            --sha256)
                [ $# -ge 2 ] || die "sau --sha256 cần mã kiểm tra của tệp."
                SHA256=$2
                shift
                ;;
            -*) die "không có tùy chọn $1. Xem: $0 --help" ;;
            *)
                [ -z "$WANTED" ] || die "chỉ ghi một phiên bản. Xem: $0 --help"
                WANTED=$1
                ;;
        esac
        shift
    done
}

# stage TARGET: the wanted version's source.
stage() {
    if [ -f "$WANTED" ]; then
        stage_archive "$WANTED" "$SHA256" "$1"
        return
    fi
    case $WANTED in
        *.tar | *.tar.* | *.tgz | *.zip) die "không có tệp $WANTED. Trang vẫn chạy như cũ." ;;
    esac
    local from=$SOURCE
    [ -e "$from/.git" ] || from=$(readlink -f "$CHECKOUT")
    [ -e "$from/.git" ] ||
        die "không có tệp hay phiên bản “${WANTED:-mới}”, và trang không được cài từ kho git. Hãy ghi tên một tệp tải về." \
            "Trang vẫn chạy như cũ."
    stage_checkout "$from" "${WANTED:-HEAD}" "$1"
}

refuse_older() {
    local has runs
    has=$(version_of "$1")
    runs=$(version_of "$OLD")
    if is_older "$has" "$runs"; then
        die "bản này là $has, cũ hơn bản đang chạy ($runs). Muốn quay lại bản trước lần nâng cấp vừa rồi:" \
            "sudo $0 --rollback. Trang vẫn chạy như cũ."
    fi
}

# Whether it would start: its settings, its checks, what it would do to the database.
check_new() {
    manage "$NEW" check --deploy --fail-level ERROR >"$LOG" 2>&1 &&
        manage "$NEW" migrate --plan >"$LOG" 2>&1 && return
    tail -n 5 "$LOG" >&2
    return 1
}

upgrade() {
    local name
    OLD=$(readlink -f "$CURRENT")
    [ ! -L "$UNFINISHED" ] || pick_up
    require_room
    STAGED=$(mktemp -d "$VERSIONS/.new-XXXXXX")
    LOG=$(mktemp)
    stage "$STAGED"
    chmod 755 "$STAGED"
    refuse_older "$STAGED"
    name=$(name_of "$STAGED")
    NEW=$VERSIONS/$name
    if [ "$NEW" = "$OLD" ] && [ -n "$IS_PICKED_UP" ]; then
        roll_back
        return
    elif [ "$NEW" = "$OLD" ]; then
        say "Trang đang chạy đúng bản này ($name). Không có gì phải làm."
        return
    fi

    step "Dựng $name bên cạnh bản đang chạy ($(basename "$OLD"))"
    build "$STAGED" "$name" || die_unchanged "không dựng được bản mới (xem các dòng trên). $(network_and_clock)"
    check_new || die_unchanged "bản mới không chạy được với cấu hình hay cơ sở dữ liệu này (xem các dòng trên)."
    step "Sao lưu"
    make_backup
    keep_way_back
    step "Chuyển cơ sở dữ liệu"
    if ! manage "$NEW" migrate --no-input --verbosity 0 >"$LOG" 2>&1; then
        tail -n 5 "$LOG" >&2
        go_back "không chuyển được cơ sở dữ liệu sang bản mới (xem các dòng trên)."
    fi
    step "Đổi sang bản mới"
    # Only a restart that is asked for runs it: until then the old program answers from its own folder.
    point "$CURRENT" "$NEW" || go_back "không đổi được sang bản mới (ổ đĩa đầy?)."
    IS_SWITCHED=1
    start_new
    forget_older
    say "Xong: trang đang chạy $name. Quay lại bản trước: sudo $0 --rollback"
}

# At any end.
what_now() {
    rm -rf "$STAGED" "$LOG"
    if [ -L "$UNFINISHED" ]; then
        say "Lần nâng cấp này chưa đến cuối. Hãy chạy lại đúng lệnh này để làm tiếp, hay quay lại bản cũ:" \
            "sudo $0 --rollback"
    elif [ "$1" != 0 ] && [ "$1" != "$SAID" ]; then
        say "Trang vẫn chạy như cũ."
    fi
}

main() {
    explain_every_end what_now
    read_arguments "$@"
    [ "$(id -un)" = "$CHIBO_USER" ] || require_root "$@"
    [ -e "$CURRENT/manage.py" ] || die "chưa có trang nào ở $CHIBO_ROOT. Cài lần đầu: sudo ./deploy/install.sh TÊN-MIỀN"
    allow_one_at_a_time
    warn_of_odd_lines
    if [ -n "$IS_ROLLBACK" ]; then
        roll_back
    else
        upgrade
    fi
}

main "$@"
