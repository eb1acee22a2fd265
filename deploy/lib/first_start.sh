# shellcheck shell=bash
# shellcheck disable=SC1111
# The end of an installation: somebody who may sign in, and a look at the site from outside.

FIRST_NAME=quantri

has_administrator() {
    [ "$(manage "$CURRENT" shell --no-imports --verbosity 0 -c "from django.contrib.auth import get_user_model
print(get_user_model().objects.filter(is_superuser=True).exists())")" = True ]
}

# On a terminal asks for name and password. Otherwise makes one whom nobody can sign in as until a
# password is given him here: the site would else write one into the log at its start.
make_first_administrator() {
    has_administrator && return
    if [ -t 0 ] && [ -t 1 ]; then
        say "Người quản trị đầu tiên:"
        manage "$CURRENT" createsuperuser && return
    fi
    manage "$CURRENT" createsuperuser --noinput --verbosity 0 --username "$FIRST_NAME" --email "$FIRST_NAME@$(domain)"
    say "Đã tạo người quản trị “$FIRST_NAME”, chưa có mật khẩu. Hãy đặt mật khẩu rồi mới đăng nhập được:"
    say "    sudo chibo changepassword $FIRST_NAME"
    say "(muốn tên khác: sudo chibo createsuperuser)"
}

# ask_https [CURL'S OPTIONS]: the first page, as a reader gets it.
ask_https() {
    curl --silent --show-error --fail --max-time 20 --output /dev/null "$@" "https://$(domain)/"
}

# A first certificate takes Let's Encrypt some seconds.
wait_for_https() {
    local try reason=""
    for try in 1 2 3 4 5 6; do
        if reason=$(ask_https "$@" 2>&1); then
            return 0
        fi
        [ "$try" = 6 ] || sleep 5
    done
    say "  $reason"
    return 1
}

test_site() {
    local name
    name=$(domain)
    wait_until_ready || die "trang chưa trả lời. Xem vì sao: sudo journalctl -u chibo -n 50"
    ask /up --output /dev/null
    say "Trang trả lời ở /up, /ready và trang đầu (127.0.0.1:$(port))."
    local -a here=(--noproxy '*' --connect-to "$name:443:127.0.0.1:443")
    if [ -n "$LOCAL_CERTIFICATE" ]; then
        wait_for_https --insecure "${here[@]}" || die "Caddy chưa trả lời. Xem vì sao: sudo journalctl -u caddy -n 50"
        say "Trang đầu mở được qua HTTPS ở chính máy này, với chứng thư tự làm. Từ ngoài thì chưa, vì tên miền"
        say "$name chưa trỏ về đây."
    elif [ -e "$TLS_FOLDER/certificate.pem" ]; then
        wait_for_https --cacert "$TLS_FOLDER/certificate.pem" "${here[@]}" || {
            warn "chứng thư mới thì đưa vào bằng --tls-cert và --tls-key."
            check_certificate "$TLS_FOLDER/certificate.pem" "$TLS_FOLDER/key.pem" "$name"
            die "Caddy chưa trả lời. Xem vì sao: sudo journalctl -u caddy -n 50"
        }
        say "Trang đầu mở được qua HTTPS ở chính máy này, với chứng thư của đơn vị."
    elif wait_for_https; then
        say "Trang đầu mở được ở https://$name/, chứng thư hợp lệ và tự gia hạn."
    else
        die "https://$name/ chưa mở được. Thường là tường lửa chặn cổng 80 hay 443: hai cổng ấy phải mở cho mọi nơi." \
            "Caddy tự xin lại chứng thư; xem: sudo journalctl -u caddy -n 50"
    fi
    say ""
    say "Xong. Trang cho bạn đọc: https://$name/ · trang quản trị: https://$name/quan-tri/"
    say "Việc của người quản trị máy chủ: $CURRENT/docs/van-hanh.md"
}
