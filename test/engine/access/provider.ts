/**
 * A provider of OpenID Connect for tests. It runs in the hub's container, where the hub reaches it and nothing else does: a
 * browser that it would send on to its own page is sent back by the test.
 *
 * Whoever brings a code signs in as the person that the code names; the client's secret has to be the hub's.
 */
export const PROVIDER = `
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

PORT, SECRET = int(sys.argv[1]), sys.argv[2]
ISSUER = f"http://127.0.0.1:{PORT}/realm"

class Provider(BaseHTTPRequestHandler):
    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/realm/.well-known/openid-configuration":
            pages = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self.answer(200, {"issuer": ISSUER} | {f"{k}_endpoint": f"{ISSUER}/{v}" for k, v in pages.items()})
        elif self.path == "/realm/userinfo":
            self.answer(200, {"sub": "1", "preferred_username": self.headers["Authorization"].removeprefix("Bearer ")})
        else:
            self.answer(404, {})

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = fields["client_secret"] == [SECRET] and "code_verifier" in fields
        token = {"access_token": fields["code"][0], "token_type": "Bearer", "scope": "openid"}
        self.answer(200, token) if right else self.answer(401, {"error": "invalid_client"})

ThreadingHTTPServer(("127.0.0.1", PORT), Provider).serve_forever()
`;
