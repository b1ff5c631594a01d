"""The noise levels of the released sampler: flow matching, shifted by 3 at both its ends."""

SHIFT = 3.0
#: The scheduler's own lower end, which is shifted once more.
LAST = 0.003 / 1.002
USUAL_STEPS = 30


def released_sigmas(steps: int) -> list[float]:
    """One more than there are steps, from 1 to 0."""
    if steps == 1:
        return [1.0, 0.0]
    ends = [1 + (LAST - 1) * index / (steps - 1) for index in range(steps)]
    return [round(SHIFT * u / (1 + (SHIFT - 1) * u), 9) for u in ends] + [0.0]


#: Not published: one or two steps, as the paper says of its distilled model.
DISTILLED_SIGMAS = {1: [1.0, 0.0], 2: [1.0, 0.75, 0.0]}
