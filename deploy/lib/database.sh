# shellcheck shell=bash
# shellcheck disable=SC1111
# PostgreSQL of Debian, by its socket: no password, nothing that listens to the network.

as_postgres() { (cd / && runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align "$@"); }

prepare_postgresql() {
    if [ -z "$(environment_value DATABASE_URL)" ] && [ -e "$CHIBO_DATA/site.sqlite3" ]; then
        die "trang đang dùng SQLite và đã có dữ liệu. Muốn chuyển sang PostgreSQL, hãy xem docs/van-hanh.md," \
            "mục “Chuyển sang PostgreSQL”. Chưa thay đổi gì."
    fi
    apt_install postgresql
    systemctl start postgresql
    [ "$(as_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = '$CHIBO_USER'")" = 1 ] ||
        as_postgres -c "CREATE ROLE \"$CHIBO_USER\" LOGIN"
    [ "$(as_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'chibo'")" = 1 ] ||
        as_postgres -c "CREATE DATABASE chibo OWNER \"$CHIBO_USER\" ENCODING 'UTF8' TEMPLATE template0"
    add_missing DATABASE_URL 'postgresql:///chibo?host=/run/postgresql'
}
