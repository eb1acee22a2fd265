"""Who is signed in shows once more that it is they: for what an open session must not give away."""

from typing import Any, NamedTuple

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse

from accounts import second_factor, throttle
from accounts.forms import CodeForm
from limits import lengths


class ReauthenticationForm(forms.Form):
    WRONG = "Mật khẩu không đúng."

    password = forms.CharField(
        label="Mật khẩu của bạn",
        strip=False,
        max_length=lengths.TEXT,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Hãy nhập mật khẩu."},
    )
    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": "Hãy nhập mã."},
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        if not second_factor.is_set_up(user):
            del self.fields["code"]


class Answer(NamedTuple):
    """`refusal` is a whole answer, where no password may be tried just now."""

    is_confirmed: bool
    form: ReauthenticationForm
    refusal: HttpResponse | None = None


def reauthenticate(request: HttpRequest) -> Answer:
    """Whether the password, and the second factor where there is one, were posted with this
    request. Wrong ones count as at the sign-in."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (the views let nobody else in)
    if request.method != "POST":
        return Answer(False, ReauthenticationForm(user))
    credentials = {"username": user.get_username()}
    form = ReauthenticationForm(user, request.POST)
    if throttle.find_lock(request, credentials):
        return Answer(False, form, throttle.locked_out(request, None, credentials))
    if not form.is_valid():
        return Answer(False, form)
    if not user.check_password(form.cleaned_data["password"]):
        user_login_failed.send(__name__, credentials=credentials, request=request)
        form.add_error("password", ReauthenticationForm.WRONG)
    elif "code" in form.fields and not _is_code_right(request, user, form):
        form.add_error("code", CodeForm.WRONG)
    return Answer(not form.errors, form)


def _is_code_right(request: HttpRequest, user: User, form: ReauthenticationForm) -> bool:
    is_resting = second_factor.locked_until(user) is not None
    return not is_resting and second_factor.verify(request, form.cleaned_data["code"])
