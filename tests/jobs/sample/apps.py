from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.jobs.sample"
    label = "sample"

    def ready(self) -> None:
        """Nobody here waits for the first readers."""
        from jobs import runner
        from serving.server import worker

        worker.JOBS_AFTER_SECONDS = 0
        runner.LOOK_SECONDS = 0.1
        runner.LOOK_AT_LOCK_SECONDS = 0.1
