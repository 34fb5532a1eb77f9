"""Reports what arrived of a request, to show what the web servers in front leave out."""

from tornado.web import RequestHandler


class ArrivedHandler(RequestHandler):
    """Reports whether a websocket request still is one. It needs no sign-in and reveals nothing about the hub."""

    def get(self) -> None:
        headers = self.request.headers
        asks = headers.get("Upgrade", "").lower() == "websocket" and "upgrade" in headers.get("Connection", "").lower()
        self.set_header("Cache-Control", "no-store")
        self.write({"websocket": asks})
