from tests.deploy.installed import site

__all__ = ["site"]
