# shellcheck shell=bash
# shellcheck disable=SC2034
# What the machine has to have: packages, the site's user and its folders, the log's limit.

PACKAGES=(ca-certificates caddy curl git make openssl python3 python3-venv restic)

# A new machine often updates itself just now: apt waits for the packages' lock if it is told to, for
# that of the lists never. For ten minutes, then it says what apt says.
update_lists() {
    local try said status=1
    for try in {1..40}; do
        said=$(apt-get update -qq 2>&1) && status=0
        [[ $status != 0 && $said == *lists/lock* ]] || break
        [ "$try" != 1 ] || say "Máy đang tự cập nhật danh sách gói: đợi cho xong…"
        sleep 15
    done
    [ -z "$said" ] || printf '%s\n' "$said" >&2
    return "$status"
}

# apt_install PACKAGE…: those that are missing.
apt_install() {
    local package missing=()
    for package in "$@"; do
        dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Đang cài: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    dpkg --configure -a >/dev/null 2>&1 || :  # what a run that was killed has left
    { update_lists &&
        apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; } ||
        die "không cài được các gói ${missing[*]} (xem các dòng trên). $(network_and_clock) Sửa xong hãy chạy lại:" \
            "những gì đã xong thì được giữ."
}

make_user() {
    getent passwd "$CHIBO_USER" >/dev/null ||
        useradd --system --user-group --home-dir "$CHIBO_DATA" --no-create-home --shell /usr/sbin/nologin "$CHIBO_USER"
}

make_folders() {
    install -d -m 755 "$CHIBO_ROOT" "$VERSIONS"
    # Caddy passes through on its way to an own certificate; the files in it have modes of their own.
    install -d -m 755 "$CHIBO_ETC"
    install -d -m 700 -o "$CHIBO_USER" -g "$CHIBO_USER" "$CHIBO_DATA"
}

limit_log() {
    local folder=/etc/systemd/journald.conf.d
    cmp -s "$1/deploy/systemd/journald.conf" "$folder/chibo.conf" && return
    install -d -m 755 "$folder"
    install -m 644 "$1/deploy/systemd/journald.conf" "$folder/chibo.conf"
    systemctl restart systemd-journald
}
