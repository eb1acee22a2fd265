# shellcheck shell=bash
# What the scripts say, to whoever runs them. A terminal that is gone ends nothing halfway.

say() { printf '%s\n' "$*" || :; }

step() { printf '== %s\n' "$*" || :; }

warn() { printf 'Lưu ý: %s\n' "$*" >&2 || :; }

# The status of an end for which die() gave the reason, possibly in a part that runs by itself, as in $( ).
SAID=1

# Ends the script. What was there before is untouched, or the sentence says what is not.
die() {
    printf 'Dừng lại: %s\n' "$*" >&2 || :
    exit "$SAID"
}

# explain_every_end WHAT_NOW: whatever ends the script is named, and its status is 0 or 1. The function
# WHAT_NOW is called at the end: it says what is to be done where die() did not.
explain_every_end() {
    SAID=70
    # shellcheck disable=SC2064  # WHAT_NOW as it is here
    trap "at_the_end \"\$?\" \"\$BASH_COMMAND\" $1" EXIT
}

at_the_end() {
    local status=$1 command=$2 what_now=$3
    case $status in
        0 | "$SAID") ;;
        *) printf 'Dừng lại: lệnh “%s” không xong (mã %s).\n' "$command" "$status" >&2 || : ;;
    esac
    "$what_now" "$status" >&2 || :
    [ "$status" = 0 ] || exit 1
}
