/** Checks of single values of a request that several of its parts have. */
import { kinoraError, type KinoraError } from '../errors.js';
import { LIMITS, type SamplingOptions } from './request.js';

/** A colour as a request has it. */
const COLOURS = /^(?:white|black|#[\da-f]{6})$/i;

export const isColour = (given: unknown): boolean => typeof given === 'string' && COLOURS.test(given);

export function findBackgroundFault(background: unknown): KinoraError | null {
  if (background === undefined || isColour(background)) return null;
  const given = typeof background === 'string' ? `"${background.slice(0, 40)}"` : typeof background;
  return kinoraError('background-unknown', { given });
}

export function findSamplingFault({ steps, motion }: SamplingOptions): KinoraError | null {
  return findStepsFault(steps) ?? findMotionFault(motion);
}

export function findMotionFault(motion: unknown): KinoraError | null {
  const { min, max } = LIMITS.motion;
  if (motion === undefined) return null;
  if (typeof motion !== 'number' || !(motion >= min && motion <= max)) {
    return kinoraError('motion-out-of-range', { given: typeof motion === 'number' ? String(motion) : typeof motion, min, max });
  }
  return null;
}

export function findPromptFault(prompt: unknown): KinoraError | null {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    return kinoraError('prompt-empty', {});
  }
  const { max } = LIMITS.promptCharacters;
  if (prompt.length > max) {
    return kinoraError('prompt-too-long', { characters: prompt.length, max });
  }
  return null;
}

export function findSeedFault(seed: unknown): KinoraError | null {
  const { min, max } = LIMITS.seed;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < min || seed > max) {
    return kinoraError('seed-out-of-range', { given: String(seed), min, max });
  }
  return null;
}

export function findStepsFault(steps: number | undefined): KinoraError | null {
  const { min, max } = LIMITS.steps;
  if (steps === undefined) return null;
  if (!Number.isInteger(steps) || steps < min || steps > max) {
    return kinoraError('steps-out-of-range', { given: String(steps), min, max });
  }
  return null;
}
