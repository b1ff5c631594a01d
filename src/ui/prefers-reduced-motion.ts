/** Whether a person asked their system for less motion: films then wait for a click. */
export const prefersReducedMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
