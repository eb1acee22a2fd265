from tests.deploy.installed import server

__all__ = ["server"]
