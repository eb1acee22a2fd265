# shellcheck shell=bash
# The values in chibo.env that the installation makes, and the backup's password.

random_words() { python3 -c "import secrets
letters = 'abcdefghkmnpqrstuvwxyz23456789'
print('-'.join(''.join(secrets.choice(letters) for _ in range(4)) for _ in range(6)))"; }

# has_another_name DOMAIN
has_another_name() {
    local present
    present=$(environment_value ALLOWED_HOSTS)
    [ -n "$present" ] && ! names_in "$present" | grep -qx "$1"
}

# require_present_name DOMAIN: a name is changed in the file, by somebody who means it. One that no
# site has been started with yet was mistyped.
require_present_name() {
    local present
    if [ -e "$STARTED" ] && has_another_name "$1"; then
        present=$(environment_value ALLOWED_HOSTS)
        die "trang này đang mang tên $present. Muốn đổi thành $1, hãy sửa trong $ENVIRONMENT hai dòng thành" \
            "ALLOWED_HOSTS=$1 và OLD_HOSTS=$(names_in "$(environment_value OLD_HOSTS),$present" | grep -vx "$1" | paste -sd ,)," \
            "rồi chạy lại. Chưa thay đổi gì."
    fi
}

# fill_environment DOMAIN OLD_NAMES
fill_environment() {
    local domain=$1 old=$2
    ! has_another_name "$domain" || replace ALLOWED_HOSTS "$domain"
    add_missing ALLOWED_HOSTS "$domain"
    add_old_names "$old"
    add_missing SECRET_KEY "$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')"
    add_missing TRUSTED_PROXIES 127.0.0.1
    add_missing DATA_DIR "$CHIBO_DATA"
    add_missing WEB_WORKERS "$(workers)"
    add_missing DEMO 0
    add_missing BACKUP_PASSWORD_FILE "$BACKUP_PASSWORD"
}

# A list takes what it lacks; what stands there stays.
add_old_names() {
    local has wanted
    has=$(environment_value OLD_HOSTS)
    wanted=$(names_in "$has,$1" | awk -v domain="$(domain)" '$0 != domain && !seen[$0]++' | paste -sd ,)
    if [ -z "$has" ]; then
        [ -z "$wanted" ] || { sed -i '/^\s*OLD_HOSTS\s*=/d' "$ENVIRONMENT" && add_missing OLD_HOSTS "$wanted"; }
    elif [ "$wanted" != "$has" ]; then
        replace OLD_HOSTS "$wanted"
    fi
}

# One process for each core, as far as 200 MB for each of them fit into half of the memory.
workers() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemTotal:/ { print int($2 / 1024 / 2 / 200) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    [ "$cores" -le "$memory" ] && echo "$cores" || echo "$memory"
}

# Shown once, where it is made.
make_backup_password() {
    [ ! -s "$BACKUP_PASSWORD" ] || return 0
    install -m 640 -g "$CHIBO_USER" /dev/null "$BACKUP_PASSWORD"
    random_words >"$BACKUP_PASSWORD"
    cat <<WORDS

Mật khẩu của bản sao lưu (chỉ hiện lần này):

    $(cat "$BACKUP_PASSWORD")

Hãy chép mật khẩu này ra giấy và cất ở ngoài tòa nhà này. Máy chủ hỏng mà không còn mật khẩu thì
không ai, kể cả người làm phần mềm, mở được bản sao lưu.

WORDS
}
