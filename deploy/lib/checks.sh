# shellcheck shell=bash
# shellcheck disable=SC1111
# What must be so before anything is changed.

require_root() {
    [ "$(id -u)" = 0 ] || die "cần quyền root. Hãy chạy: sudo $0 $*"
}

require_debian() {
    local id="" version=""
    if [ -r "$OS_RELEASE" ]; then
        # shellcheck source=/dev/null
        id=$(. "$OS_RELEASE" && echo "${ID:-}")
        # shellcheck source=/dev/null
        version=$(. "$OS_RELEASE" && echo "${VERSION_ID:-}")
    fi
    case "$id $version" in
        "debian 12" | "debian 13") ;;
        *) die "bộ cài chỉ dùng cho Debian 12 và 13, máy này là ${id:-hệ điều hành lạ} ${version}. Chưa thay đổi gì." ;;
    esac
}

# require_clock FOLDER: certificates, sign-ins and visits all rest on the clock.
require_clock() {
    local made now
    now=$(date +%s)
    made=$(date_of_source "$1")
    if [ "$now" -lt "$((made - 86400))" ]; then
        die "đồng hồ của máy đang ở ngày $(date +%d-%m-%Y), trước cả ngày làm ra phần mềm này ($(date -d "@$made" +%d-%m-%Y))." \
            "Hãy chỉnh đồng hồ rồi chạy lại: sudo timedatectl set-ntp true" \
            "(hay đặt bằng tay: sudo date -s '$(date -d "@$made" +%Y)-12-31 08:00'). Chưa thay đổi gì."
    fi
}

# When the source was made, in seconds: its last commit, or its newest file.
date_of_source() {
    if [ -e "$1/.git" ] && command -v git >/dev/null; then
        git_in "$1" log -1 --format=%ct
    else
        find "$1" -mindepth 1 -name '.*' -prune -o -type f -name '*.py' -printf '%T@\n' | sort -n | tail -n 1 | cut -d. -f1
    fi
}

# require_domain NAME
require_domain() {
    local label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
    case $1 in
        */* | *:*) die "hãy chỉ ghi tên miền, không có https:// hay dấu gạch chéo: tin.example.vn, không phải $1." ;;
    esac
    LC_ALL=C grep -Eqx "($label\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?" <<<"$1" ||
        die "“$1” không phải tên miền. Tên miền gồm chữ thường không dấu, số, dấu gạch nối và ít nhất một dấu chấm;" \
            "tên miền tiếng Việt thì ghi ở dạng xn--… mà nhà đăng ký cho biết."
}

addresses_of() { getent ahosts "$1" 2>/dev/null | awk '{ print $1 }' | sort -u || true; }

# This machine's addresses, and the one the administrator says the world sees it by.
own_addresses() { { hostname -I | tr ' ' '\n'; names_in "${PUBLIC_ADDRESS:-}"; } | sed '/^$/d' | sort -u; }

# Addresses that a name has and this machine has not. All of them must be its own: whoever checks a
# certificate takes any one of them, the one of IPv6 first.
foreign_addresses() { comm -23 <(addresses_of "$1") <(own_addresses); }

# leads_here NAME: whether it does; else says what is wrong.
leads_here() {
    local found foreign
    found=$(addresses_of "$1" | paste -sd ' ')
    if [ -z "$found" ]; then
        warn "tên miền $1 chưa trỏ đến đâu cả."
        return 1
    fi
    foreign=$(foreign_addresses "$1" | paste -sd ' ')
    if [ -n "$foreign" ]; then
        warn "tên miền $1 trỏ đến $foreign, không phải máy này ($(own_addresses | paste -sd ' '))."
        return 1
    fi
}
