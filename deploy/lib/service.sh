# shellcheck shell=bash
# The service manager, and whether the site answers.

READY_SECONDS=${READY_SECONDS:-90}

# service start|stop|restart: the one thing that is another where there is no systemd;
# CHIBO_SERVICE then names a program that takes the same word.
service() {
    if [ -n "${CHIBO_SERVICE:-}" ]; then
        "$CHIBO_SERVICE" "$1" 9>&-  # what it starts must not hold the lock of the upgrade
    else
        systemctl daemon-reload  # a run that was killed may have written the unit
        systemctl "$1" chibo.service
    fi
}

# Starts the site, or starts it again where its settings or its unit are newer than its last start:
# written by this run, by one that was killed, or by hand.
start_with_present_files() {
    if [ "$STARTED" -nt "$ENVIRONMENT" ] && [ "$STARTED" -nt "$CHIBO_UNITS/chibo.service" ]; then
        service start
    else
        service restart
        touch "$STARTED"
    fi
}

# install_unit VERSION_FOLDER
install_unit() {
    cmp -s "$1/deploy/systemd/chibo.service" "$CHIBO_UNITS/chibo.service" && return
    install -m 644 "$1/deploy/systemd/chibo.service" "$CHIBO_UNITS/chibo.service"
}

# ask PATH [CURL'S OPTIONS]: the site itself, behind the proxy.
ask() {
    local path=$1
    shift
    curl --silent --show-error --fail --max-time 10 --noproxy '*' "$@" "http://127.0.0.1:$(port)$path"
}

ask_first_page() {
    ask / --output /dev/null --header "Host: $(domain)" --header 'X-Forwarded-Proto: https'
}

# Whether it answers within READY_SECONDS; else prints the last reason.
wait_until_ready() {
    local until=$((SECONDS + READY_SECONDS)) reason=""
    while [ "$SECONDS" -lt "$until" ]; do
        if reason=$({ ask /ready --output /dev/null && ask_first_page; } 2>&1); then
            return 0
        fi
        sleep 1
    done
    say "$reason" >&2
    return 1
}
