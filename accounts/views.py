"""“Tài khoản của tôi”: one's sessions and one's second factor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts import second_factor as factor
from accounts import sessions, sign_in_log
from accounts.forms import CodeForm, SetUpForm
from accounts.login import StaffRequest, next_url, redirect_to_next_step, render_page
from accounts.second_factor import SecondFactorState, state_of
from pictures.qr import secret_qr_svg


def account(request: StaffRequest) -> HttpResponse:
    """Password, second factor, sessions and sign-ins (5 queries beside the admin's own)."""
    context = {
        "title": "Tài khoản của tôi",
        "sign_ins": sessions.sign_ins_of(request.user, request.session.session_key),
        "journal": sign_in_log.entries_of(request.user),
        "has_second_factor": factor.is_set_up(request.user),
        "codes_left": factor.one_time_codes_left(request.user),
        "who_demands": factor.who_demands(request.user),
    }
    return render_page(request, "account", context)


def end_sessions(request: StaffRequest) -> HttpResponse:
    """End the session named by `phien`, or all but the present one."""
    name = request.POST.get("phien")
    present = request.session.session_key or ""
    if not name:
        ended = sessions.end_all([request.user.pk], but=present)
        messages.success(request, f"Đã kết thúc {ended} phiên khác của bạn.")
    elif name == sessions.digest_of(present):
        messages.error(request, "Bạn đang dùng phiên này; muốn kết thúc, hãy thoát khỏi trang.")
    elif sessions.end_one(request.user, name):
        messages.success(request, "Đã kết thúc phiên đó.")
    else:
        messages.info(request, "Phiên đó đã kết thúc từ trước.")
    return redirect("admin:account")


def second_factor(request: StaffRequest) -> HttpResponse:
    """Sets it up, or says that it is; the one-time codes are shown here, once."""
    if state_of(request.user) is SecondFactorState.TO_VERIFY:
        return redirect_to_next_step(request)
    if factor.is_set_up(request.user):
        return redirect("admin:account")
    form = SetUpForm(request.user, request.POST or None)
    if form.is_valid():
        codes = factor.set_up(request, form.key, form.cleaned_data["code"])
        if codes:
            return show(request, codes)
        form.add_error("code", CodeForm.WRONG)
    must = state_of(request.user) is SecondFactorState.TO_SET_UP
    context = {
        "title": "Cài đặt xác thực hai lớp",
        "form": form,
        "qr": secret_qr_svg(factor.otpauth_uri(request.user, form.key)),
        "typed_key": factor.key_for_typing(form.key),
        "who_demands": must and factor.who_demands(request.user),
        "next": next_url(request),
    }
    return render_page(request, "second_factor", context)


def show(request: StaffRequest, codes: list[str]) -> HttpResponse:
    context = {"title": "Mã dự phòng", "codes": codes, "next": next_url(request)}
    return render_page(request, "codes", context)


def renew_one_time_codes(request: StaffRequest) -> HttpResponse:
    """Ten new codes, shown once; the old ones are void."""
    if not factor.is_set_up(request.user):
        return redirect("admin:second-factor")
    return show(request, factor.renew_one_time_codes(request.user))


def turn_off(request: StaffRequest) -> HttpResponse:
    """Asks for a code once more. Refused where a rule demands a second factor."""
    if demanding := factor.who_demands(request.user):
        messages.error(request, f"{demanding} bắt buộc xác thực hai lớp nên không tắt được.")
        return redirect("admin:account")
    form = CodeForm(request.POST or None)
    until = factor.locked_until(request.user)
    if not until and form.is_valid():
        if factor.verify(request, form.cleaned_data["code"]):
            factor.remove(request.user)
            messages.success(request, "Đã tắt xác thực hai lớp.")
            return redirect("admin:account")
        form.add_error("code", CodeForm.WRONG)
    return render_page(
        request, "turn_off", {"title": "Tắt xác thực hai lớp", "form": form, "until": until}
    )
