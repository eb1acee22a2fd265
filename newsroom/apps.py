from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Tin, bài"  # for people one with the articles

    def ready(self) -> None:
        from newsroom.importing_desk import jobs as jobs
        from newsroom.share_pictures.receivers import listen

        listen()
