# shellcheck shell=bash
# What the scripts say, to whoever runs them. A terminal that is gone ends nothing halfway.

say() { printf '%s\n' "$*" || :; }

step() { printf '== %s\n' "$*" || :; }

warn() { printf 'Lưu ý: %s\n' "$*" >&2 || :; }

# Ends the script. What was there before is untouched, or the sentence says what is not.
die() {
    printf 'Dừng lại: %s\n' "$*" >&2 || :
    exit 1
}
