from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Sessions begin and end with what happens to their person."""
        from accounts import signals

        signals.connect_receivers()
