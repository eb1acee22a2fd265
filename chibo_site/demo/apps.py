from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chibo_site.demo"
    label = "demo"
    verbose_name = "Nội dung mẫu"
