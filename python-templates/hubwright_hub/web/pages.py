"""The pages that hubwright adds to a hub, each under its path below /hub."""

from ..revoke_tokens import RevokeTokensHandler
from ..trials.trial_token import TrialTokenHandler
from .arrived import ArrivedHandler
from .kernels import KernelsHandler
from .login_list import LoginListHandler
from .new_token import NewTokenHandler
from .roster_page import RosterHandler
from .visited import WhoHandler

PAGES = [
    (r"/login_list", LoginListHandler),
    (r"/roster", RosterHandler),
    (r"/arrived", ArrivedHandler),
    (r"/trial_token", TrialTokenHandler),
    (r"/kernels", KernelsHandler),
    (r"/api/user", WhoHandler),
    (r"/revoke_tokens", RevokeTokensHandler),
    (r"/api/users/([^/]+)/tokens", NewTokenHandler),
]
