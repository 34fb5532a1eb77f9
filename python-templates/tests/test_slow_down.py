from hubwright_hub.slow_down import LONGEST_WAIT, NAMES_REMEMBERED, SlowDown


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(times: int) -> tuple[SlowDown, Clock]:
    clock = Clock()
    tries = SlowDown(clock)
    for _ in range(times):
        tries.failed("ann")
    return tries, clock


def test_the_first_slips_cost_nothing():
    assert failing(2)[0].wait_for("ann") == 0


def test_then_each_try_waits_longer():
    tries, clock = failing(3)
    waits = []
    for _ in range(5):
        wait = tries.wait_for("ann")
        waits.append(wait)
        clock.now += wait
        tries.failed("ann")
    assert waits == [1, 1, 2, 4, 8]


def test_many_tries_at_once_stand_in_a_line_and_the_end_of_it_is_turned_away():
    tries, _ = failing(10)
    waits = [tries.wait_for("ann") for _ in range(20)]
    accepted = [wait for wait in waits if wait is not None]
    assert accepted == sorted(set(accepted))
    assert max(accepted) <= LONGEST_WAIT
    assert waits[-1] is None


def test_others_do_not_wait():
    assert failing(10)[0].wait_for("bob") == 0


def test_the_right_password_ends_it():
    tries, _ = failing(10)
    tries.succeeded("ann")
    assert tries.wait_for("ann") == 0


def test_it_is_forgotten_after_a_while():
    tries, clock = failing(10)
    clock.now += 3600
    assert tries.wait_for("ann") == 0


def test_a_flood_of_names_fills_no_memory():
    tries, _ = failing(10)
    for number in range(NAMES_REMEMBERED + 100):
        tries.failed(str(number))
    assert len(tries._tries) == NAMES_REMEMBERED
