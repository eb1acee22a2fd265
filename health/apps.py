from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "health"
    verbose_name = "Máy chủ"

    def ready(self) -> None:
        from health.hosts import name_connections

        name_connections()
