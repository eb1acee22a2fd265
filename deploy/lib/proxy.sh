# shellcheck shell=bash
# Caddy in front of the site: names, certificates, limits.

WRITTEN_BY_US='# Do deploy/install.sh viết'
TLS_FOLDER=$CHIBO_ETC/tls

# Whether somebody else's sites stand in the Caddyfile: neither ours nor as Debian ships it.
is_others_caddyfile() {
    local shipped
    [ -e "$CADDYFILE" ] || return 1
    head -n 1 "$CADDYFILE" | grep -qF "$WRITTEN_BY_US" && return 1
    shipped=$(dpkg-query --show --showformat='${Conffiles}' caddy 2>/dev/null |
        awk -v file="$CADDYFILE" '$1 == file { print $2 }')
    [ "$shipped" != "$(md5sum "$CADDYFILE" | awk '{ print $1 }')" ]
}

require_own_caddy() {
    is_others_caddyfile &&
        die "$CADDYFILE đang có cấu hình của trang khác trên máy này. Bộ cài không ghi đè." \
            "Hãy chuyển cấu hình ấy thành một tệp trong /etc/caddy/chibo.d/ (tên kết thúc bằng .caddy)," \
            "xóa $CADDYFILE rồi chạy lại."
    return 0
}

# check_certificate CERTIFICATE KEY DOMAIN: that of an own authority.
check_certificate() {
    local certificate=$1 key=$2
    [ -r "$certificate" ] || die "không đọc được tệp chứng thư $certificate."
    [ -r "$key" ] || die "không đọc được tệp khóa $key."
    openssl x509 -in "$certificate" -noout -checkend 0 >/dev/null 2>&1 ||
        die "$certificate không phải chứng thư còn hạn (dạng PEM)."
    openssl x509 -in "$certificate" -noout -checkhost "$3" | grep -q 'does match' ||
        die "chứng thư $certificate không phải của tên miền $3. Tệp có nhiều chứng thư thì chứng thư của tên miền phải" \
            "đứng đầu."
    ! grep -q ENCRYPTED "$key" ||
        die "khóa $key có mật khẩu, máy chủ web không mở được khi không có người gõ. Hãy bỏ mật khẩu (openssl pkey" \
            "-in $key -out khoa-mo.pem) rồi dùng tệp mới."
    [ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout 2>/dev/null)" ] ||
        die "khóa $key không đi với chứng thư $certificate."
}

# use_certificate CERTIFICATE KEY: for Caddy alone to read.
use_certificate() {
    install -d -m 750 -g caddy "$TLS_FOLDER"
    install -m 640 -g caddy "$1" "$TLS_FOLDER/certificate.pem"
    install -m 640 -g caddy "$2" "$TLS_FOLDER/key.pem"
}

# The line of the Caddyfile: an own certificate once it was given, one made here, or nothing, for
# Caddy then gets one from Let's Encrypt.
tls_line() {
    if [ -e "$TLS_FOLDER/certificate.pem" ]; then
        echo "tls $TLS_FOLDER/certificate.pem $TLS_FOLDER/key.pem"
    elif [ -n "${LOCAL_CERTIFICATE:-}" ]; then
        echo "tls internal"
    fi
}

# All names that people may come by, one a line; www. of each only where it leads somewhere.
public_names() {
    local name
    for name in $(names_in "$(environment_value ALLOWED_HOSTS),$(environment_value OLD_HOSTS)"); do
        echo "$name"
        case $name in
            www.*) ;;
            *) [ -z "$(addresses_of "www.$name")" ] || echo "www.$name" ;;
        esac
    done | awk '!seen[$0]++'
}

# with_scheme SCHEME: the names as Caddy wants them, in a line.
with_scheme() { public_names | sed "s|^|$1://|" | paste -sd , | sed 's/,/, /g'; }

caddyfile() {
    sed -e "s|@PORT@|$(port)|" \
        -e "s|@HTTP_NAMES@|$(with_scheme http)|" \
        -e "s|@HTTPS_NAMES@|$(with_scheme https)|" \
        -e "s|@TLS@|$(tls_line)|" "$1/deploy/Caddyfile"
}

# What a full disk or a power cut has left half written: before its 2.9 Caddy does not start on an
# empty certificate, and gets no new one past a lock that it cannot read. Both it makes anew.
clear_damaged_storage() {
    local file
    for file in "$CADDY_STORAGE"/locks/*.lock; do
        [ ! -f "$file" ] || grep -aq '}' "$file" || remove_damaged "$file"
    done
    [ -d "$CADDY_STORAGE" ] || return 0
    while IFS= read -r file; do
        [ ! -f "$file" ] || grep -aq -e '-----END' "$file" || remove_damaged "$(dirname "$file")"
    done < <(find "$CADDY_STORAGE" -type f \( -name '*.crt' -o -name '*.key' \))
}

remove_damaged() {
    warn "bỏ tệp ghi dở của Caddy (ổ đĩa từng đầy, hay mất điện?), Caddy sẽ tạo lại: $1"
    rm -rf "$1"
}

# write_caddyfile VERSION_FOLDER: tried first, as Caddy's own user, who must be able to read all of it.
write_caddyfile() {
    local wanted scratch
    install -d -m 755 "$(dirname "$CADDYFILE")/chibo.d"
    scratch=$(mktemp -d)
    wanted=$scratch/Caddyfile
    caddyfile "$1" >"$wanted"
    chown -R caddy "$scratch"
    if ! (cd / && runuser -u caddy -- env HOME="$scratch" XDG_DATA_HOME="$scratch" XDG_CONFIG_HOME="$scratch" \
        caddy validate --adapter caddyfile --config "$wanted" >"$scratch/said" 2>&1); then
        cat "$scratch/said" >&2
        die "Caddy không nhận cấu hình mới (tệp $wanted). Cấu hình cũ vẫn còn nguyên."
    fi
    cmp -s "$wanted" "$CADDYFILE" || install -m 644 "$wanted" "$CADDYFILE"
    rm -rf "$scratch"
    clear_damaged_storage
    systemctl enable --quiet caddy
    # Always: an own certificate may be a new one in a file of the same name.
    systemctl reload-or-restart caddy ||
        die "Caddy không mở được. Xem vì sao: sudo journalctl -u caddy -n 50. Sửa xong hãy chạy lại."
}
