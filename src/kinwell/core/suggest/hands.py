"""How long hands are free: as the person said, as forecast, or unknown; and which acts fit that (docs/model.md, 2)."""

from dataclasses import dataclass
from math import log

from kinwell.core.catalogue import Act, default
from kinwell.core.clock import Window

SHORT = default("short_act_minutes")
P10, P50, P90 = 0.9, 0.5, 0.1  # a window lasts at least its 10 % quantile nine times in ten
LEAST_MINUTES = 0.5  # the shortest act there is, so that a logarithm is never of nought
BROKEN_OFF = 0.5  # what an act that is broken off still counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Hands free for so many minutes as the person said (2, 10, 30), or for a forecast window; neither: not known."""

    minutes: float | None = None
    window: Window | None = None

    @property
    def said(self) -> bool:
        """Whether anything is known of how long hands are free."""
        return self.minutes is not None or self.window is not None

    def last(self, minutes: float) -> bool:
        """Return whether they are as likely as not free for so long; False when not known."""
        return self.said and self.p_last(minutes) >= P50

    def p_last(self, minutes: float) -> float:
        """Return the chance that hands stay free for so many minutes; not known, only two minutes or less are sure."""
        if self.minutes is not None:
            return float(minutes <= self.minutes)
        if self.window is not None:
            return _p_outlasts(self.window, minutes)
        return float(minutes <= SHORT)

    def fit(self, act: Act) -> bool:
        """Return whether the act fits: not known, one that can be interrupted does too."""
        return self.p_last(act.minutes) >= P50 or (not self.said and act.interruptible)

    def allow(self, act: Act) -> bool:
        """Return whether the act may be begun at all: it fits, or has some chance and can be interrupted."""
        return self.fit(act) or (act.interruptible and self.p_last(act.minutes) > 0)

    def credit(self, act: Act) -> float:
        """Return the share of its relief that the act is expected to bring: half where it is broken off."""
        p_last = self.p_last(act.minutes)
        return p_last + BROKEN_OFF * (1 - p_last) if act.interruptible else p_last


def _p_outlasts(window: Window, minutes: float) -> float:
    """Return P(window >= minutes): straight lines in log minutes through the three quantiles, and on beyond them."""
    low, mid, high = (log(max(LEAST_MINUTES, quantile)) for quantile in (window.p10, window.p50, window.p90))
    x = log(max(LEAST_MINUTES, minutes))
    (a, p_a), (b, p_b) = ((low, P10), (mid, P50)) if x <= mid else ((mid, P50), (high, P90))
    if a == b:
        return p_a if x <= a else 0.0
    return min(1.0, max(0.0, p_a + (x - a) / (b - a) * (p_b - p_a)))
