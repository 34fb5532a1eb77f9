import asyncio
import json

import pytest
from jupyterhub import orm
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.testing import bind_unused_port

from hubwright_hub.tokens.server_token import server_token
from hubwright_hub.web import kernels
from hubwright_hub.web.kernels import LONGEST_ANSWER, kernels_of

KERNEL = {"execution_state": "busy", "last_activity": "2026-11-23T11:59:30Z", "name": "python3", "id": "1"}


class Answers(web.RequestHandler):
    def initialize(self, answer, asked):
        self.answer, self.asked = answer, asked

    async def get(self):
        self.asked.append((self.request.uri, self.request.headers.get("Authorization")))
        if isinstance(self.answer, str) and self.answer.startswith("/"):
            self.redirect(self.answer)
        elif self.answer is None:
            await asyncio.Event().wait()
        else:
            self.write(self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer))


@pytest.fixture
async def ask():
    """Asks a real web server that answers as a notebook does, or not; gives what it was asked."""
    made = []

    async def ask(answer):
        asked = []
        socket, port = bind_unused_port()
        server = HTTPServer(web.Application([(r".*", Answers, {"answer": answer, "asked": asked})]))
        server.add_socket(socket)
        client = SimpleAsyncHTTPClient(force_instance=True, max_body_size=LONGEST_ANSWER)
        made.append((server, client))
        try:
            found = await kernels_of(f"http://127.0.0.1:{port}/math/user/ann/", "secret", client.fetch)
        except Exception as error:
            found = error
        return found, asked

    yield ask
    for server, client in made:
        client.close()
        server.stop()
        await server.close_all_connections()


async def test_only_what_decides_whether_a_server_is_busy_is_reported(ask):
    found, asked = await ask([KERNEL])
    assert found == [{"execution_state": "busy", "last_activity": "2026-11-23T11:59:30+00:00"}]
    assert asked == [("/math/user/ann/api/kernels?no_track_activity=1", "token secret")]


async def test_a_server_does_not_choose_where_the_token_goes_next(ask):
    found, asked = await ask("/elsewhere")
    assert isinstance(found, Exception)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"<html>", id="no JSON"),
        pytest.param({"message": "Forbidden"}, id="an object"),
        pytest.param([{}], id="kernels that say nothing"),
        pytest.param([{**KERNEL, "last_activity": "yesterday"}], id="a time that is none"),
        pytest.param(b"[" * 100_000, id="deeper than a parser goes"),
        pytest.param([KERNEL] * (LONGEST_ANSWER // 50), id="more than a hub should hold"),
    ],
)
async def test_a_server_that_answers_otherwise_says_nothing(ask, answer):
    found, _ = await ask(answer)
    assert isinstance(found, Exception)


async def test_nobody_waits_forever_for_a_server(ask, monkeypatch):
    monkeypatch.setattr(kernels, "PATIENCE", 0.1)
    found, asked = await ask(None)
    assert isinstance(found, Exception)
    assert len(asked) == 1


class Person:
    """JupyterHub's wrapper of a row, as far as a token needs it."""

    def __init__(self, session, name):
        self.orm_user = orm.User(name=name, roles=[orm.Role.find(session, "user")])
        self.name, self.url = name, f"/math/user/{name}/"
        session.add_all([self.orm_user, orm.OAuthClient(identifier="jupyterhub")])
        session.commit()

    def new_api_token(self, **given):
        return self.orm_user.new_api_token(**given)


@pytest.mark.parametrize("server", ["", "second"])
def test_a_token_opens_one_server_and_ends_with_the_question(session, server):
    ann = Person(session, "ann")
    with server_token(session, ann, server) as token:
        made = orm.APIToken.find(session, token)
        assert made.scopes == [f"access:servers!server=ann/{server}"]
        assert (made.expires_at - made.created).total_seconds() < 120
        # JupyterHub counts no request with such a token as activity of the person.
        assert made.note.startswith("Server at ")
    assert orm.APIToken.find(session, token) is None


def test_a_token_ends_when_the_question_fails(session):
    ann = Person(session, "ann")
    with pytest.raises(OSError, match="no route"), server_token(session, ann, "") as token:
        raise OSError("no route")
    assert orm.APIToken.find(session, token) is None
