# shellcheck shell=bash
# shellcheck disable=SC1111
# PostgreSQL of Debian, by its socket: no password, nothing that listens to the network.

as_postgres() { (cd / && runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align "$@"); }

# Debian's postgresql.service stands for its clusters, and is "active" where one of them is down: to start
# it again changes nothing then.
start_postgresql() {
    systemctl start postgresql
    answers_as_postgres 1 2>/dev/null || { systemctl restart postgresql && answers_as_postgres 30; } ||
        die "PostgreSQL không mở được (xem dòng trên). Xem vì sao: sudo pg_lsclusters;" \
            "sudo journalctl -u 'postgresql@*' -n 50. Sửa xong hãy chạy lại: những gì đã xong thì được giữ."
}

# answers_as_postgres SECONDS: whether it does within them; else prints the last reason.
answers_as_postgres() {
    local try reason
    for ((try = 0; try < $1; try++)); do
        [ "$try" = 0 ] || sleep 1
        ! reason=$(as_postgres -c 'SELECT 1' 2>&1) || return 0
    done
    say "$reason" >&2
    return 1
}

prepare_postgresql() {
    if [ -z "$(environment_value DATABASE_URL)" ] && [ -e "$CHIBO_DATA/site.sqlite3" ]; then
        die "trang đang dùng SQLite và đã có dữ liệu. Muốn chuyển sang PostgreSQL, hãy xem docs/van-hanh.md," \
            "mục “Chuyển sang PostgreSQL”. Chưa thay đổi gì."
    fi
    apt_install postgresql
    start_postgresql
    [ "$(as_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = '$CHIBO_USER'")" = 1 ] ||
        as_postgres -c "CREATE ROLE \"$CHIBO_USER\" LOGIN"
    [ "$(as_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'chibo'")" = 1 ] ||
        as_postgres -c "CREATE DATABASE chibo OWNER \"$CHIBO_USER\" ENCODING 'UTF8' TEMPLATE template0"
    add_missing DATABASE_URL 'postgresql:///chibo?host=/run/postgresql'
}
