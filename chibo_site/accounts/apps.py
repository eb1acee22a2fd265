from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chibo_site.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Sessions begin and end with what happens to their person."""
        from chibo_site.accounts import endings

        endings.listen()
