import type { Weather } from '../../../../contract/names.js';

/** Particles at one depth. Lengths are in units of the frame's shorter side. */
export interface Depth {
  /** In a square of the shorter side. */
  readonly count: number;
  /** Half of its length, along its motion where it does not turn. */
  readonly size: number;
  /** Downwards in a second. */
  readonly speed: number;
  /** 0 to 1. */
  readonly opacity: number;
  /** How much of its radius its edge takes, 0 to 1. */
  readonly softness: number;
}

/** What is the same for all particles of a weather. */
export interface WeatherLook {
  /** From far to near: small, slow and faint, to large, fast and soft. */
  readonly depths: readonly [far: Depth, middle: Depth, near: Depth];
  /** Red, green and blue. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** Half of the width, of half of the length. */
  readonly width: number;
  /** Powers along and across, of which the sum is 1 at the edge: 2 and 2 make an ellipse, 2 and 1 a petal, 4 and 4 a piece of paper. */
  readonly powers: readonly [along: number, across: number];
  /** Sideways on the way down. */
  readonly lean: number;
  /** How far it swings to either side, and the seconds that this takes. */
  readonly sway: number;
  readonly swaySeconds: number;
  /** The same, up and down. */
  readonly bob: number;
  /** Turns in a second, and flips, at which it is seen from its edge. */
  readonly turns: number;
  readonly flips: number;
  /** How much of its middle is empty, and of its tail faint, 0 to 1. */
  readonly hollow: number;
  readonly taper: number;
  /** Seconds from one lighting up to the next; 0 where it shines always. */
  readonly glowSeconds: number;
  /** What lies over all that is behind: red, green, blue and opacity. Night falls where there are fireflies. */
  readonly veil: readonly [number, number, number, number] | null;
}

const STEADY = { width: 1, powers: [2, 2], lean: 0, sway: 0, swaySeconds: 1, bob: 0, turns: 0, flips: 0, hollow: 0, taper: 0, glowSeconds: 0, veil: null } as const;

/** How each weather looks. All that is to be known of one is here. */
export const WEATHER_LOOKS: Readonly<Record<Weather, WeatherLook>> = {
  rain: {
    ...STEADY,
    depths: [
      { count: 180, size: 0.021, speed: 1.3, opacity: 0.5, softness: 0.8 },
      { count: 90, size: 0.038, speed: 1.9, opacity: 0.6, softness: 0.9 },
      { count: 26, size: 0.07, speed: 2.7, opacity: 0.5, softness: 1 },
    ],
    colours: [[226, 236, 248]],
    width: 0.056,
    lean: -0.16,
    taper: 0.8,
  },
  snow: {
    ...STEADY,
    depths: [
      { count: 150, size: 0.0038, speed: 0.1, opacity: 0.75, softness: 0.9 },
      { count: 60, size: 0.0075, speed: 0.16, opacity: 0.9, softness: 0.7 },
      { count: 16, size: 0.0145, speed: 0.25, opacity: 0.8, softness: 1 },
    ],
    colours: [[255, 255, 255]],
    lean: 0.12,
    sway: 0.02,
    swaySeconds: 4,
  },
  petals: {
    ...STEADY,
    depths: [
      { count: 60, size: 0.011, speed: 0.1, opacity: 0.9, softness: 0.3 },
      { count: 30, size: 0.018, speed: 0.15, opacity: 0.95, softness: 0.2 },
      { count: 8, size: 0.034, speed: 0.23, opacity: 0.85, softness: 0.6 },
    ],
    colours: [[255, 190, 208], [255, 214, 226], [250, 168, 194]],
    width: 0.75,
    powers: [2, 1],
    lean: 0.35,
    sway: 0.04,
    swaySeconds: 3,
    turns: 0.2,
    flips: 0.35,
  },
  leaves: {
    ...STEADY,
    depths: [
      { count: 22, size: 0.013, speed: 0.11, opacity: 0.9, softness: 0.25 },
      { count: 13, size: 0.022, speed: 0.17, opacity: 1, softness: 0.15 },
      { count: 4, size: 0.042, speed: 0.26, opacity: 0.9, softness: 0.5 },
    ],
    colours: [[214, 96, 34], [232, 158, 46], [178, 62, 36], [240, 190, 70]],
    width: 0.6,
    powers: [2, 1],
    lean: 0.25,
    sway: 0.06,
    swaySeconds: 2.6,
    turns: 0.18,
    flips: 0.3,
  },
  confetti: {
    ...STEADY,
    depths: [
      { count: 60, size: 0.007, speed: 0.22, opacity: 0.9, softness: 0.2 },
      { count: 34, size: 0.012, speed: 0.32, opacity: 1, softness: 0.1 },
      { count: 8, size: 0.022, speed: 0.48, opacity: 0.9, softness: 0.4 },
    ],
    colours: [[240, 70, 90], [255, 200, 50], [60, 180, 230], [110, 210, 110], [190, 100, 220], [255, 140, 60]],
    width: 0.6,
    powers: [4, 4],
    lean: 0.05,
    sway: 0.025,
    swaySeconds: 1.6,
    turns: 0.5,
    flips: 1.1,
  },
  fireflies: {
    ...STEADY,
    depths: [
      { count: 22, size: 0.014, speed: -0.015, opacity: 0.4, softness: 1 },
      { count: 16, size: 0.025, speed: -0.02, opacity: 0.42, softness: 1 },
      { count: 5, size: 0.042, speed: -0.03, opacity: 0.4, softness: 1 },
    ],
    colours: [[255, 244, 150], [236, 255, 140]],
    sway: 0.05,
    swaySeconds: 5,
    bob: 0.04,
    hollow: -1.4,
    glowSeconds: 2.6,
    veil: [10, 18, 52, 0.62],
  },
  bubbles: {
    ...STEADY,
    depths: [
      { count: 26, size: 0.006, speed: -0.12, opacity: 0.6, softness: 0.5 },
      { count: 14, size: 0.012, speed: -0.18, opacity: 0.7, softness: 0.3 },
      { count: 4, size: 0.026, speed: -0.26, opacity: 0.6, softness: 0.35 },
    ],
    colours: [[226, 246, 255]],
    sway: 0.012,
    swaySeconds: 1.8,
    hollow: 0.85,
  },
};
