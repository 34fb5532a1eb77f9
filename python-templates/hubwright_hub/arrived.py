"""Says what of a request arrived here, so that it can be seen what the servers in front leave out."""

from tornado.web import RequestHandler


class ArrivedHandler(RequestHandler):
    """Tells whether a request for a websocket still is one. It needs no sign-in, and says nothing of the hub."""

    def get(self) -> None:
        headers = self.request.headers
        asks = headers.get("Upgrade", "").lower() == "websocket" and "upgrade" in headers.get("Connection", "").lower()
        self.set_header("Cache-Control", "no-store")
        self.write({"websocket": asks})
