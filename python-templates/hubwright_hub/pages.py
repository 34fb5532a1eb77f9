"""The pages that hubwright adds to a hub, each under its path below /hub."""

from .revoke_tokens import RevokeTokensHandler
from .trials.trial_token import TrialTokenHandler
from .web.arrived import ArrivedHandler
from .web.kernels import KernelsHandler
from .web.login_list import LoginListHandler
from .web.new_token import NewTokenHandler
from .web.roster_page import RosterHandler
from .web.visited import WhoHandler

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
