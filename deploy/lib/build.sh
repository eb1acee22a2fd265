# shellcheck shell=bash
# A version in a folder of its own, with its Python and its static files, beside the one that runs.

LEAST_FREE_MB=700  # libraries, static files and what pip unpacks on its way

require_room() {
    local free
    free=$(df --output=avail -m "$CHIBO_ROOT" | tail -n 1)
    [ "$free" -ge "$LEAST_FREE_MB" ] ||
        die "ổ đĩa ở $CHIBO_ROOT chỉ còn $((free)) MB, cần ít nhất $LEAST_FREE_MB MB. Hãy dọn bớt rồi chạy lại." \
            "Trang vẫn chạy như cũ."
}

# One installation or upgrade at a time. What it starts holds the lock as well: one that was killed is
# over when the last of its programs is, most often within the seconds that this waits.
allow_one_at_a_time() {
    exec 9>"$CHIBO_ROOT/.upgrading"
    flock --timeout 10 9 ||
        die "một lần cài hay nâng cấp khác đang chạy, hay đã bị ngắt mà chương trình nó gọi chưa xong." \
            "Hãy đợi rồi chạy lại. Trang vẫn chạy như cũ."
}

# Whether a version's folder is whole and its Python still there: Debian's next release takes it away.
is_built() { [ -e "$1/.built" ] && "$1/.venv/bin/python" -c '' 2>/dev/null; }

# build STAGED NAME: the folder is made whole or is made anew the next time. Its own Makefile knows
# how; libraries come by the hashes in its requirements.txt.
build() {
    local folder=$VERSIONS/$2 scratch log
    if is_built "$folder"; then
        return
    fi
    rm -rf "$folder"
    mv "$1" "$folder"
    scratch=$(mktemp -d)
    log=$(mktemp)
    if ! env DATA_DIR="$scratch" DATABASE_URL='' REDIS_URL='' OLD_HOSTS='' SECRET_KEY='' \
        make -C "$folder" --no-print-directory static >"$log" 2>&1 ||
        ! "$folder/.venv/bin/python" -m compileall -q -x '/\.venv/' "$folder" >>"$log" 2>&1 ||
        ! chmod -R u=rwX,go=rX "$folder" ||
        ! touch "$folder/.built"; then
        tail -n 20 "$log" >&2
        rm -rf "$folder" "$scratch" "$log"
        return 1
    fi
    rm -rf "$scratch" "$log"
}

# point LINK TARGET: in one step, so that the link always leads somewhere.
point() {
    ln -sfn "$2" "$1.new" && mv -T "$1.new" "$1"
}
