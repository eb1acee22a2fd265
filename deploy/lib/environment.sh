# shellcheck shell=bash
# shellcheck disable=SC1111
# chibo.env, the EnvironmentFile of the unit: NAME=value a line. What stands there is changed for a
# name alone, what is missing is added. Programs of the site run with it as the site's own user.

ENVIRONMENT_READER=$(dirname "${BASH_SOURCE[0]}")/environment_file.py

# read_environment: into ASSIGNMENTS, each NAME=value of it, as systemd reads them.
read_environment() {
    ASSIGNMENTS=()
    [ -r "$ENVIRONMENT" ] || return 0
    mapfile -d '' -t ASSIGNMENTS < <(python3 -I "$ENVIRONMENT_READER" values "$ENVIRONMENT")
    # A file that could not be read is not an empty one.
    wait $! || die "không đọc được $ENVIRONMENT (xem dòng trên)."
}

# What systemd passes over without a word to whoever starts the site: “export NAME=value”, a name in
# two words, the mark (BOM) that some editors put first; and a quote without its end, which takes all
# that follows. Values are nobody's to read here.
warn_of_odd_lines() {
    local said line
    [ -r "$ENVIRONMENT" ] || return 0
    said=$(python3 -I "$ENVIRONMENT_READER" odd "$ENVIRONMENT")
    while IFS= read -r line; do
        [ -z "$line" ] || warn "$line"
    done <<<"$said"
}

# The value of NAME, or nothing.
environment_value() {
    local assignment value=''
    read_environment
    for assignment in "${ASSIGNMENTS[@]}"; do
        [ "${assignment%%=*}" != "$1" ] || value=${assignment#*=}
    done
    printf '%s\n' "$value"
}

# Whether it names NAME, even with an empty value.
is_named() {
    local assignment
    read_environment
    for assignment in "${ASSIGNMENTS[@]}"; do
        [ "${assignment%%=*}" != "$1" ] || return 0
    done
    return 1
}

# add_missing NAME VALUE: where the file does not name it yet.
add_missing() {
    [ -e "$ENVIRONMENT" ] || install -m 600 /dev/null "$ENVIRONMENT"
    is_named "$1" && return
    # A last line without its end would swallow this one.
    [ -z "$(tail -c 1 "$ENVIRONMENT")" ] || echo >>"$ENVIRONMENT"
    printf '%s=%s\n' "$1" "$2" >>"$ENVIRONMENT"
}

# replace NAME VALUE: where the file names it.
replace() { sed -i "s|^\s*$1\s*=.*|$1=$2|" "$ENVIRONMENT"; }

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
    read_environment
    for assignment in "${ASSIGNMENTS[@]}"; do
        export "${assignment?}"
    done
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
