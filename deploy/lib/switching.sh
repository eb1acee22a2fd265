# shellcheck shell=bash
# shellcheck disable=SC1111
# From OLD to NEW, the folders of two versions, and back.

BACKUP=''        # made before NEW touches the database
EARLIER='' EARLIER_BACKUP=''  # where --rollback led before this run
IS_SWITCHED=''   # whether NEW may have been started
IS_PICKED_UP=''  # whether this goes on with an upgrade that was cut off before its switch

# An upgrade that was cut off (killed, no power) goes on, forward: what people have saved since stays.
# After its switch it is ended here, and this one begins from there; before, this one takes its place.
pick_up() {
    OLD=$(readlink -f "$UNFINISHED")
    BACKUP=$(readlink -f "$BACKUP_BEFORE")
    NEW=$(readlink -f "$CURRENT")
    IS_SWITCHED=1  # it may even have stopped the site
    say "Lần nâng cấp trước (từ $(basename "$OLD")) bị ngắt giữa chừng; nay làm tiếp."
    if [ "$NEW" = "$OLD" ]; then
        IS_PICKED_UP=1
        return
    fi
    start_new
    say "Đã làm nốt: trang đang chạy $(basename "$NEW")."
    OLD=$NEW
    IS_SWITCHED=''
}

# start_new: and the upgrade has come to its end, or back.
start_new() {
    { install_unit "$NEW" && service restart; } || go_back "không mở được bản mới."
    wait_until_ready || go_back "bản mới không trả lời sau $READY_SECONDS giây."
    rm -f "$UNFINISHED"
}

# From here on the database and CURRENT may be NEW's: whoever comes after a run that was killed finds
# what was there before.
keep_way_back() {
    EARLIER=$(readlink "$PREVIOUS" || :)
    EARLIER_BACKUP=$(readlink "$BACKUP_BEFORE" || :)
    point "$PREVIOUS" "$OLD" && point "$BACKUP_BEFORE" "$BACKUP" && point "$UNFINISHED" "$OLD" && return
    rm -f "$PREVIOUS" "$BACKUP_BEFORE" "$UNFINISHED"
    die "không ghi được vào $CHIBO_ROOT (ổ đĩa đầy?). Trang vẫn chạy như cũ."
}

# die_unchanged REASON: nothing is another than before this run.
die_unchanged() {
    [ -n "$IS_PICKED_UP" ] || die "$1 Trang vẫn chạy như cũ."
    die "$1 Lần chạy này chưa thay đổi gì."
}

make_backup() {
    local folder=$CHIBO_DATA/before-upgrade
    if [ -n "$IS_PICKED_UP" ] && refuses_database "$OLD"; then
        say "Cơ sở dữ liệu đã chuyển dở; bản sao lưu từ trước đó: $BACKUP"
        return
    fi
    as_site mkdir -p -m 700 "$folder"
    manage "$OLD" backup "$folder" >"$LOG" 2>&1 || {
        tail -n 5 "$LOG" >&2
        die_unchanged "không sao lưu được (xem các dòng trên), nên không nâng cấp."
    }
    BACKUP=$(newest_backups 1)
    say "$BACKUP"
}

# newest_backups NUMBER: the names begin with the time, so that they sort by it.
newest_backups() {
    find "$CHIBO_DATA/before-upgrade" -name 'chibo-*' -type f | sort -r | sed -n "1,$1p"
}

# Whether a version refuses the database as it is, because a newer one has migrated it.
refuses_database() {
    local code=0
    manage "$1" shell --no-imports --verbosity 0 \
        -c 'from chibo_site.schema_version import end_on_newer; end_on_newer()' >/dev/null 2>&1 || code=$?
    [ "$code" = 3 ]
}

# return_to VERSION_FOLDER: it runs again, with its database where it needs that.
return_to() {
    if [ "$(readlink -f "$CURRENT")" != "$1" ]; then
        point "$CURRENT" "$1" || die "không đổi lại được bản cũ. Hãy dọn ổ đĩa rồi chạy: sudo ln -sfn $1 $CURRENT" \
            "&& sudo systemctl restart chibo"
    fi
    install_unit "$1"
    if refuses_database "$1"; then
        say "Bản cũ không dùng được cơ sở dữ liệu đã chuyển: đang lấy lại bản sao lưu $BACKUP…"
        service stop
        manage "$1" restore "$BACKUP" --noinput ||
            die "chưa lấy lại được cơ sở dữ liệu; trang đang dừng. Xem dòng trên, rồi chạy:" \
                "sudo chibo restore $BACKUP && sudo systemctl start chibo"
        service start
    elif [ -n "$IS_SWITCHED" ]; then
        service restart
    else
        return 0  # it has never stopped
    fi
    wait_until_ready || die "bản cũ ($(basename "$1")) cũng chưa trả lời. Xem: sudo journalctl -u chibo -n 50"
}

# go_back REASON: ends the script; the old version runs.
go_back() {
    warn "$1 Đang quay lại bản cũ…"
    return_to "$OLD"
    rm -f "$PREVIOUS" "$BACKUP_BEFORE" "$UNFINISHED"
    # An upgrade that came to nothing takes away no way back from the one before it.
    [ -z "$EARLIER" ] || [ "$EARLIER" = "$OLD" ] ||
        { point "$BACKUP_BEFORE" "$EARLIER_BACKUP" && point "$PREVIOUS" "$EARLIER"; } || :
    die "$1 Trang đã trở lại bản cũ ($(basename "$OLD")). Bản sao lưu trước khi nâng cấp: $BACKUP."
}

# By hand, whenever somebody is not content with the new version.
roll_back() {
    local answer=''
    [ -e "$PREVIOUS/.built" ] || die "không có bản nào trước bản đang chạy. Trang vẫn chạy như cũ."
    OLD=$(readlink -f "$PREVIOUS")
    BACKUP=$(readlink -f "$BACKUP_BEFORE")
    IS_SWITCHED=1
    if refuses_database "$OLD" && [ -z "$IS_SURE" ]; then
        say "Cơ sở dữ liệu đã chuyển sang bản mới. Quay lại thì trang có dữ liệu của bản sao lưu"
        say "$BACKUP; bài và ảnh lưu từ đó đến nay không còn trên trang"
        say "(chúng được giữ ở $CHIBO_DATA/before-restore-…)."
        printf 'Gõ “có” để làm, gõ gì khác để thôi: '
        read -r answer || :
        case ${answer,,} in
            có | co | c | y | yes) ;;
            *) die "không thay đổi gì. Trang vẫn chạy như cũ." ;;
        esac
    fi
    return_to "$OLD"
    rm -f "$PREVIOUS" "$BACKUP_BEFORE" "$UNFINISHED"
    say "Xong: trang đã trở lại bản $(basename "$OLD")."
}

# What nobody can go back to any more.
forget_older() {
    local folder file
    for folder in "$VERSIONS"/*/; do
        folder=${folder%/}
        [ "$folder" = "$NEW" ] || [ "$folder" = "$OLD" ] || rm -rf "$folder"
    done
    rm -rf "$VERSIONS"/.new-*  # of a run that was killed
    for file in $(newest_backups 100 | sed -n '3,$p'); do
        rm -f "$file"
    done
}
