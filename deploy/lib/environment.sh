# shellcheck shell=bash
# shellcheck disable=SC1111
# chibo.env, the EnvironmentFile of the unit: NAME=value a line. What stands there is never changed,
# only what is missing is added. Programs of the site run with it as the site's own user.

# Each NAME=value of it, as systemd reads them: blanks around the name and the value do not belong to
# them, nor do quotes around a whole value.
environment_lines() {
    [ -r "$ENVIRONMENT" ] || return 0
    sed -nE -e 's/^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*/\1=/' \
        -e 's/\s+$//' \
        -e 's/^([A-Za-z_0-9]+)="(.*)"$/\1=\2/' \
        -e "s/^([A-Za-z_0-9]+)='(.*)'\$/\\1=\\2/" \
        -e '/^[A-Za-z_][A-Za-z0-9_]*=/p' "$ENVIRONMENT"
}

# What systemd passes over without a word to whoever starts the site: “export NAME=value”, a name in
# two words, the mark (BOM) that some editors put first. Values are nobody's to read here.
warn_of_odd_lines() {
    local line
    [ -r "$ENVIRONMENT" ] || return 0
    while IFS= read -r line; do
        warn "dòng ${line%%:*} của $ENVIRONMENT bị bỏ qua, vì không có dạng TÊN=giá-trị: “${line#*:}”."
    done < <(LC_ALL=C grep -nvE '^\s*([#;].*|[A-Za-z_][A-Za-z0-9_]*\s*=.*)?$' "$ENVIRONMENT" |
        LC_ALL=C sed -E 's/\xEF\xBB\xBF/(ký tự BOM ở đầu tệp) /; s/=.*/=…/; s/^([0-9]+:)[^=]*$/\1…/')
}

# The value of NAME, or nothing.
environment_value() {
    environment_lines | sed -n "s/^$1=//p" | tail -n 1
}

# Whether it names NAME, even with an empty value. (Of a pipe grep -q would read a part alone.)
is_named() { [ "$(environment_lines | grep -c "^$1=" || :)" != 0 ]; }

# add_missing NAME VALUE: where the file does not name it yet.
add_missing() {
    [ -e "$ENVIRONMENT" ] || install -m 600 /dev/null "$ENVIRONMENT"
    is_named "$1" && return
    # A last line without its end would swallow this one.
    [ -z "$(tail -c 1 "$ENVIRONMENT")" ] || echo >>"$ENVIRONMENT"
    printf '%s=%s\n' "$1" "$2" >>"$ENVIRONMENT"
}

# The names of a comma-separated list, one a line.
names_in() { tr ',' '\n' <<<"$1" | sed -E 's/^\s+|\s+$//g; /^$/d'; }

domain() { names_in "$(environment_value ALLOWED_HOSTS)" | sed -n 1p; }

port() {
    local number
    number=$(environment_value PORT)
    echo "${number:-8000}"
}

# as_site COMMAND…: as the site's user, in its environment. Exported, so that no value stands in
# the list of processes for all to read.
as_site() (
    export MANAGE_COMMAND="sudo chibo"  # in what the site tells people to type
    while IFS= read -r line; do
        export "${line?}"
    done < <(environment_lines)
    export HOME=$CHIBO_DATA
    [ "$(id -un)" = "$CHIBO_USER" ] || exec runuser -u "$CHIBO_USER" -- "$@"
    exec "$@"
)

# manage VERSION_FOLDER ARGUMENT…: that version's manage.py.
manage() {
    local folder=$1
    shift
    as_site "$folder/.venv/bin/python" "$folder/manage.py" "$@"
}
