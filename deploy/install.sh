#!/usr/bin/env bash
# A site on a bare Debian 12 or 13: sudo ./deploy/install.sh DOMAIN (--help says the rest, in Vietnamese).
#
# Every step looks first and changes only what is not so yet: it may be run again at any time, after it
# was cut off too. The steps stand in main(), in their order; deploy/lib/ holds them by noun.
# shellcheck disable=SC1111,SC2034  # quotes of sentences; variables that the parts in lib/ read
set -euo pipefail
shopt -s inherit_errexit
umask 022
trap '' HUP  # a lost connection ends nothing halfway

SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
for part in words paths environment checks source build service machine settings database proxy first_start; do
    # shellcheck source=/dev/null
    . "$SOURCE/deploy/lib/$part.sh"
done

HELP="Cài trang tin lên một máy chủ Debian 12 hoặc 13.

    sudo ./deploy/install.sh TÊN-MIỀN [TÙY CHỌN]

Chạy lại bao nhiêu lần cũng được: điều gì đúng rồi thì để nguyên. Tùy chọn:

  --old-host TÊN        tên miền cũ hay phụ, chuyển hết về TÊN-MIỀN; ghi được nhiều lần
  --www                 như --old-host www.TÊN-MIỀN
  --postgresql          dùng PostgreSQL của Debian trên máy này (không ghi thì dùng SQLite)
  --tls-cert TỆP        chứng thư của đơn vị tự cấp (PEM, cả chuỗi), thay cho Let's Encrypt
  --tls-key TỆP         khóa của chứng thư ấy
  --public-address IP   địa chỉ của máy này khi nhìn từ internet, lúc máy đứng sau thiết bị chuyển địa chỉ (NAT)
  --no-dns-check        tên miền chưa trỏ về đây vẫn cài, với chứng thư tự làm mà trình duyệt không tin
  --help                hướng dẫn này"

DOMAIN='' OLD_NAMES='' WITH_POSTGRESQL='' CERTIFICATE='' KEY='' CHECK_DNS=1 LOCAL_CERTIFICATE='' PUBLIC_ADDRESS=''
STAGED=''     # the source on its way to a version's folder
HAS_BEGUN=''  # whether anything of the machine may be another by now

read_arguments() {
    while [ $# -gt 0 ]; do
        case $1 in
            --help | -h) say "$HELP" && exit 0 ;;
            --www) OLD_NAMES+=,www. ;;
            --postgresql) WITH_POSTGRESQL=1 ;;
            --no-dns-check) CHECK_DNS='' ;;
            --old-host | --tls-cert | --tls-key | --public-address)
                [ -n "${2:-}" ] || die "sau $1 cần một giá trị. Xem: $0 --help"
                case $1 in
                    --old-host) require_domain "$2" && OLD_NAMES+=,$2 ;;
                    --tls-cert) CERTIFICATE=$2 ;;
                    --tls-key) KEY=$2 ;;
                    --public-address) require_addresses "$2" && PUBLIC_ADDRESS=$2 ;;
                esac
                shift
                ;;
            -*) die "không có tùy chọn $1. Xem: $0 --help" ;;
            *)
                [ -z "$DOMAIN" ] || die "chỉ ghi một tên miền; tên khác thì dùng --old-host. Xem: $0 --help"
                DOMAIN=$1
                ;;
        esac
        shift
    done
    [ -n "$DOMAIN" ] || die "hãy ghi tên miền của trang. Xem: $0 --help"
    require_domain "$DOMAIN"
    OLD_NAMES=${OLD_NAMES//,www./,www.$DOMAIN}
    if [ -n "$CERTIFICATE$KEY" ] && { [ -z "$CERTIFICATE" ] || [ -z "$KEY" ]; }; then
        die "--tls-cert và --tls-key phải đi với nhau."
    fi
}

# Without a name that leads here nobody gives a certificate; the site would be there for no one.
check_dns() {
    if leads_here "$DOMAIN"; then
        return
    fi
    if [ -n "$CERTIFICATE" ] || [ -e "$TLS_FOLDER/certificate.pem" ]; then
        warn "vẫn cài, vì chứng thư do đơn vị tự cấp. Máy nào chưa tra được tên miền ấy về đây thì chưa mở được trang."
    elif [ -z "$CHECK_DNS" ]; then
        LOCAL_CERTIFICATE=1
        warn "vẫn cài, theo --no-dns-check, với chứng thư tự làm: trình duyệt sẽ cảnh báo. Khi tên miền đã trỏ" \
            "về đây, hãy chạy lại không có --no-dns-check."
    else
        die "hãy nhờ nơi quản lý tên miền trỏ $DOMAIN về máy này (bản ghi A, và AAAA nếu có IPv6), đợi vài phút rồi" \
            "chạy lại. Máy đứng sau NAT thì thêm --public-address IP; muốn cài trước thì thêm --no-dns-check." \
            "Chưa thay đổi gì."
    fi
}

# What upgrade.sh has to end, nothing else may touch.
require_whole_upgrade() {
    [ ! -L "$UNFINISHED" ] ||
        die "một lần nâng cấp trước đây bị ngắt giữa chừng. Hãy chạy lại nó trước: sudo ./deploy/upgrade.sh" \
            "(hay quay lại bản cũ: sudo ./deploy/upgrade.sh --rollback). Chưa thay đổi gì."
}

# The version that this script lies in; a later one comes by upgrade.sh, which can go back.
install_program() {
    local name
    if is_built "$CURRENT"; then
        say "Đã có phiên bản $(basename "$(readlink -f "$CURRENT")"). Muốn lên bản khác: sudo ./deploy/upgrade.sh"
        return
    fi
    require_room
    rm -rf "$VERSIONS"/.new-*  # of a run that was killed
    STAGED=$(mktemp -d "$VERSIONS/.new-XXXXXX")
    if [ -e "$SOURCE/.git" ]; then
        stage_checkout "$SOURCE" HEAD "$STAGED"
        [ -z "$(git_in "$SOURCE" status --porcelain --untracked-files=no)" ] ||
            warn "trong $SOURCE có chỗ sửa chưa commit; bản được cài không có những chỗ ấy."
        point "$CHECKOUT" "$SOURCE"
    else
        stage_folder "$SOURCE" "$STAGED"
    fi
    chmod 755 "$STAGED"
    name=$(name_of "$STAGED")
    build "$STAGED" "$name" ||
        die "không dựng được phần mềm (xem các dòng trên). $(network_and_clock) Sửa xong hãy chạy lại: những gì đã" \
            "xong thì được giữ."
    point "$CURRENT" "$VERSIONS/$name"
}

# At any end; where no reason was given for it, with what to do.
what_now() {
    rm -rf "$STAGED"
    case $1 in
        0 | "$SAID") return ;;
    esac
    if [ -n "$HAS_BEGUN" ]; then
        say "Những gì đã xong thì được giữ: sửa xong, hãy chạy lại đúng lệnh này."
    else
        say "Chưa thay đổi gì."
    fi
}

main() {
    explain_every_end what_now
    read_arguments "$@"
    require_root "$@"
    require_debian
    require_clock "$SOURCE"
    look_at_clock
    warn_of_odd_lines
    require_present_name "$DOMAIN"
    require_whole_upgrade
    check_dns
    require_own_caddy
    require_free_ports

    HAS_BEGUN=1
    step "Gói phần mềm, tài khoản và thư mục"
    apt_install "${PACKAGES[@]}"
    [ -z "$CERTIFICATE" ] || check_certificate "$CERTIFICATE" "$KEY" "$DOMAIN"
    make_user
    make_folders
    allow_one_at_a_time
    limit_log "$SOURCE"

    step "Cấu hình ở $ENVIRONMENT"
    fill_environment "$DOMAIN" "$OLD_NAMES"
    [ -z "$WITH_POSTGRESQL" ] || prepare_postgresql
    [ -z "$CERTIFICATE" ] || use_certificate "$CERTIFICATE" "$KEY"

    step "Phần mềm ở $CURRENT"
    install_program
    ln -sfn "$CURRENT/deploy/chibo" /usr/local/bin/chibo
    manage "$CURRENT" migrate --no-input --verbosity 0 ||
        die "chưa chuẩn bị được cơ sở dữ liệu (xem các dòng trên). Nếu ở trên nói đến một biến, hãy sửa" \
            "biến ấy trong $ENVIRONMENT. Sửa xong hãy chạy lại: những gì đã xong thì được giữ."
    make_backup_password
    make_first_administrator

    step "Trang và máy chủ web"
    install_unit "$CURRENT"
    systemctl enable --quiet chibo.service
    start_with_present_files
    write_caddyfile "$CURRENT"

    step "Tự kiểm tra"
    test_site
}

main "$@"
