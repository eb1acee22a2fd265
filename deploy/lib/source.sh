# shellcheck shell=bash
# shellcheck disable=SC1111
# The program's source, from a git checkout, an unpacked folder or an archive, into a folder where it
# is looked at before anything of it runs.

git_in() {
    local folder=$1
    shift
    # The checkout is usually not root's, which git does not like.
    git -c safe.directory="$(readlink -f "$folder")" -C "$folder" "$@"
}

# stage_checkout FOLDER REVISION TARGET
stage_checkout() {
    local commit
    commit=$(git_in "$1" rev-parse --verify --quiet --end-of-options "$2^{commit}") ||
        die "trong $1 không có phiên bản “$2”. Đã lấy về chưa? Hãy thử: git -C $1 fetch --tags. Trang vẫn chạy như cũ."
    git_in "$1" archive --format=tar "$commit" | tar -x -C "$3"
}

# stage_folder FOLDER TARGET: what was unpacked by hand.
stage_folder() {
    tar -c -C "$1" --exclude=./.venv --exclude=./var --exclude=./staticfiles --exclude=./.git \
        --exclude=__pycache__ . | tar -x -C "$2"
}

# stage_archive FILE SHA256 TARGET: nothing is unpacked before the sum is right.
stage_archive() {
    local file=$1 wanted=$2 has
    if [ -z "$wanted" ] && [ -r "$file.sha256" ]; then
        # Before the name as sha256sum writes it, or after it as BSD's does.
        wanted=$(LC_ALL=C grep -aoEiw '[0-9a-f]{64}' "$file.sha256" | sed -n 1p || :)
        [ -n "$wanted" ] ||
            die "trong $file.sha256 không có mã SHA-256 nào (64 chữ số và chữ a–f), có khi tải hỏng: hãy tải lại." \
                "Trang vẫn chạy như cũ."
    fi
    [ -n "$wanted" ] ||
        die "không có mã kiểm tra SHA-256 của $file. Hãy đặt tệp $file.sha256 bên cạnh, hoặc thêm --sha256 MÃ." \
            "Trang vẫn chạy như cũ."
    [[ $wanted =~ ^[0-9A-Fa-f]{64}$ ]] ||
        die "“$wanted” không phải mã SHA-256 (64 chữ số và chữ a–f). Hãy xem lại điều ghi sau --sha256." \
            "Trang vẫn chạy như cũ."
    has=$(sha256sum "$file" | awk '{ print $1 }')
    [ "$has" = "${wanted,,}" ] ||
        die "$file tải về bị hỏng hoặc đã bị sửa: SHA-256 là $has, đáng lẽ là ${wanted,,}." \
            "Hãy tải lại. Trang vẫn chạy như cũ."
    tar -x -f "$file" -C "$3" --no-same-owner --no-same-permissions ||
        die "không mở được $file. Trang vẫn chạy như cũ."
    unwrap "$3"
}

# Archives usually hold one folder that holds all the rest.
unwrap() {
    local inner
    [ -e "$1/manage.py" ] && return
    inner=$(find "$1" -mindepth 2 -maxdepth 2 -name manage.py -printf '%h\n')
    if [ -z "$inner" ] || [ "$(wc -l <<<"$inner")" != 1 ]; then
        die "trong đó không có phần mềm của trang. Trang vẫn chạy như cũ."
    fi
    mv "$inner" "$1.inner"
    rm -rf "$1"
    mv "$1.inner" "$1"
}

# The version that a source says it is, read and not run.
version_of() {
    local version
    version=$(sed -nE 's/^__version__ = "([0-9]+(\.[0-9]+)*)"$/\1/p' "$1/chibo_site/__init__.py" 2>/dev/null)
    [ -n "$version" ] || die "không đọc được số phiên bản trong mã nguồn. Trang vẫn chạy như cũ."
    echo "$version"
}

# The name of a source's folder: its version, and its content in eight figures, so that the same
# source is never built twice and another one under the same number has a place of its own.
name_of() {
    local version content
    version=$(version_of "$1")
    content=$(tar -c -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
        --mode='u=rwX,go=rX' . | sha256sum | cut -c 1-8)
    echo "$version-$content"
}

# is_older VERSION THAN
is_older() {
    [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | sed -n 1p)" = "$1" ]
}
