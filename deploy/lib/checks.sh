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

# Where something does not come from elsewhere: the two usual reasons.
network_and_clock() {
    echo "Máy này phải ra được mạng, và đồng hồ phải đúng (máy đang ghi $(date '+%d-%m-%Y %H:%M'))."
}

# A clock that is ahead is known by nothing on the machine itself.
look_at_clock() {
    [ "$(timedatectl show --property=NTPSynchronized --value 2>/dev/null)" != no ] ||
        warn "đồng hồ của máy chưa được chỉnh theo mạng, đang ghi $(date '+%d-%m-%Y %H:%M'). Sai thì không" \
            "cài được gói và không xin được chứng thư; chỉnh: sudo timedatectl set-ntp true"
}

# require_addresses IP,…
require_addresses() {
    local address
    for address in $(names_in "$1"); do
        case $address in
            *[!0-9A-Fa-f:.]*) ;;
            *:*:* | *.*.*.*) continue ;;
        esac
        die "“$address” không phải địa chỉ IP. Ví dụ: 203.0.113.5 hay 2001:db8::5. Chưa thay đổi gì."
    done
}

# What stands in front of the site takes two ports that an Apache or nginx may have taken before.
require_free_ports() {
    local port taken
    for port in 80 443; do
        taken=$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -nE 's/.*users:\(\("([^"]+)".*/\1/p' | grep -vx caddy | sed -n 1p || :)
        [ -z "$taken" ] ||
            die "cổng $port đang do chương trình “$taken” dùng, mà Caddy đứng trước trang cần cổng ấy. Nếu không cần" \
                "chương trình ấy nữa: sudo systemctl disable --now $taken; rồi chạy lại. Chưa thay đổi gì."
    done
}

# Those of IPv6, too, on a machine that has IPv4 alone, and the other way round: whoever asks from elsewhere
# has both.
addresses_of() { getent ahosts "$1" --no-addrconfig 2>/dev/null | awk '{ print $1 }' | sort -u || true; }

# This machine's addresses, and the one the administrator says the world sees it by.
own_addresses() {
    local address
    {
        hostname -I | tr ' ' '\n'
        # As the name's are written: 2001:DB8:0::5 is 2001:db8::5.
        for address in $(names_in "${PUBLIC_ADDRESS:-}"); do addresses_of "$address"; done
    } | sed '/^$/d' | sort -u
}

# Addresses that a name has and this machine has not. All of them must be its own: whoever checks a
# certificate takes any one of them, the one of IPv6 first.
foreign_addresses() { comm -23 <(addresses_of "$1") <(own_addresses); }

# leads_here NAME: whether it does; else says what is wrong.
leads_here() {
    local found foreign
    found=$(addresses_of "$1" | paste -sd ' ')
    if [ -z "$found" ]; then
        warn "tên miền $1 chưa trỏ đến đâu cả."
        [ -n "$(addresses_of deb.debian.org)" ] ||
            warn "máy này cũng không tìm ra deb.debian.org: có lẽ chưa ra được mạng, hay máy chủ DNS ghi ở" \
                "/etc/resolv.conf không trả lời. Hãy xem điều đó trước."
        return 1
    fi
    foreign=$(foreign_addresses "$1" | paste -sd ' ')
    if [ -n "$foreign" ]; then
        warn "tên miền $1 trỏ đến $foreign, không phải máy này ($(own_addresses | paste -sd ' '))."
        return 1
    fi
}
