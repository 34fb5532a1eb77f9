from hubwright_hub.sign_in.slow_down import FORGOTTEN_AFTER, FREE_TRIES, LONGEST_WAIT, REMEMBERED, SlowDown

ANN = ("ann", "10.0.0.1")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(times: int) -> tuple[SlowDown, Clock]:
    """Wrong tries, each looked at as soon as that may be."""
    clock = Clock()
    tries = SlowDown(clock)
    for _ in range(times):
        while (wait := tries.begin(ANN)) is None:
            clock.now += 1
        clock.now += wait
        tries.end(ANN, is_right=False)
    return tries, clock


def looked_at(tries: SlowDown, clock: Clock, *, guesses: int, each: float) -> int:
    """Of wrong tries, one after so many seconds each, those that are not turned away."""
    count = 0
    for _ in range(guesses):
        clock.now += each
        if tries.begin(ANN) is not None:
            count += 1
            tries.end(ANN, is_right=False)
    return count


def test_the_first_slips_cost_nothing():
    tries, clock = failing(FREE_TRIES - 1)
    assert (tries.begin(ANN), clock.now) == (0, 100)


def test_then_each_try_waits_longer():
    tries, clock = failing(FREE_TRIES)
    assert tries.begin(ANN) == 4
    tries.end(ANN, is_right=False)
    assert tries.begin(ANN) is None
    clock.now += 6
    assert tries.begin(ANN) == 6


def test_of_two_thousand_within_twenty_seconds_five_are_looked_at():
    assert looked_at(*failing(0), guesses=2000, each=0.01) == 5


def test_tries_in_progress_count_as_wrong_ones():
    tries, _ = failing(0)
    waits = [tries.begin(ANN) for _ in range(2000)]
    assert [wait for wait in waits if wait is not None] == [0, 0, 0, 4]


def test_a_guess_a_second_is_looked_at_twice_a_minute():
    assert looked_at(*failing(10), guesses=600, each=1) in range(19, 22)


def test_others_and_other_places_do_not_wait():
    tries, _ = failing(10)
    assert [tries.begin(key) for key in (("bob", "10.0.0.1"), ("ann", "10.0.0.2"))] == [0, 0]


def test_the_right_password_ends_it_also_while_others_are_in_progress():
    tries, clock = failing(FREE_TRIES)
    tries.begin(ANN)
    clock.now += 6
    tries.begin(ANN)
    tries.end(ANN, is_right=True)
    assert tries.begin(ANN) == 0
    tries.end(ANN, is_right=False)
    tries.end(ANN, is_right=True)
    assert ANN not in tries._tries


def test_a_try_that_nobody_waits_for_any_more_gives_its_place_back():
    tries, clock = failing(0)
    for _ in range(4):
        tries.begin(ANN)
        tries.end(ANN, is_right=False)
        clock.now += LONGEST_WAIT + 1
    assert tries._tries[ANN].in_progress == 0


def test_it_is_forgotten_after_a_while():
    tries, clock = failing(10)
    clock.now += FORGOTTEN_AFTER + 1
    assert tries.begin(ANN) == 0


def test_a_flood_of_names_fills_no_memory():
    tries, _ = failing(10)
    for number in range(REMEMBERED + 100):
        tries.begin((str(number), "10.0.0.1"))
        tries.end((str(number), "10.0.0.1"), is_right=False)
    assert len(tries._tries) == REMEMBERED
