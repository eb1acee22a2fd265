from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Công việc nền"

    def ready(self) -> None:
        """Each app names its own in a module `jobs`, as it names its tables in `models`."""
        autodiscover_modules("jobs")
