import { useEffect, useRef, useState, type RefObject } from 'react';

interface PassingOffer {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** For the element that must not go away under a pointer or the focus. */
  readonly holds: Readonly<Record<'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur', () => void>>;
}

/**
 * An offer to bring back what was just removed. It goes away after `shownMs`, and the clock stands while it is pointed at or focused. What
 * removed it is often gone, and the focus with it: then its button takes the focus.
 *
 * @param onGone the same function while the offer is the same
 */
export function usePassingOffer(onGone: () => void, shownMs: number): PassingOffer {
  const button = useRef<HTMLButtonElement>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onGone, shownMs);
    return () => clearTimeout(timer);
  }, [onGone, shownMs, held]);
  const hold = (): void => setHeld(true);
  const letGo = (): void => setHeld(false);
  return { button, holds: { onPointerEnter: hold, onPointerLeave: letGo, onFocus: hold, onBlur: letGo } };
}
