"""Tells by its exit code whether an address answers: python3 -m hubwright_hub.healthy URL."""

import sys
import urllib.error
import urllib.request


def is_healthy(url: str) -> bool:
    """True when the address answers 200 within five seconds."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_healthy(sys.argv[1]) else 1)
