import type { TitleMotion } from '../../../contract/names.js';

/** How a title is drawn at a moment. */
export interface TitlePose {
  /** From its place, in units of the frame's width and of the height of a line. */
  readonly across: number;
  readonly down: number;
  readonly scale: number;
  /** 0 to 1. */
  readonly opacity: number;
  /** How many letters are there, from the first. */
  readonly letters: number;
  /** Whether a bar stands behind the last of them, as where one is typing. */
  readonly caret: boolean;
  /** How far letter number `letter` is lifted, in units of the height of a line. */
  readonly lift: (letter: number) => number;
}

export interface TitleTime {
  /** Since its first frame, and from its first to its last. */
  readonly seconds: number;
  readonly ofSeconds: number;
  /** Whether it goes again: of a film that loops, and of a title that ends before the film. */
  readonly leaves: boolean;
}

/** Coming in and leaving take no more than this share of a title's time each. */
const MOST = 0.4;
const IN = { appear: 0.6, slide: 0.7, pop: 0.5 } as const;
const OUT = { appear: 0.4, slide: 0.5, pop: 0.3 } as const;
const SECONDS_A_LETTER = 0.07;
const CARET_SECONDS = 0.5;
/** Of a wave: height in lines, letters from crest to crest, and seconds for each letter to go up and down. */
const WAVE = { height: 0.13, letters: 7, seconds: 1.2 } as const;
/** How far beyond its size a title pops. */
const OVERSHOOT = 1.9;

const AT_REST: TitlePose = { across: 0, down: 0, scale: 1, opacity: 1, letters: Infinity, caret: false, lift: () => 0 };

/** @param letters that the title has */
export function titlePose(motion: TitleMotion, letters: number, time: TitleTime): TitlePose {
  switch (motion) {
    case 'still':
      return AT_REST;
    case 'appear': {
      const here = Math.min(easeOut(comingIn(IN.appear, time)), easeOut(leaving(OUT.appear, time)));
      return { ...AT_REST, opacity: here, down: 0.25 * (1 - here), scale: 0.96 + 0.04 * here };
    }
    case 'slide': {
      const [came, stays] = [comingIn(IN.slide, time), leaving(OUT.slide, time)];
      return { ...AT_REST, across: stays < 1 ? 1 - easeIn(stays) : easeOut(came) - 1, opacity: came > 0 && stays > 0 ? 1 : 0 };
    }
    case 'pop': {
      const [came, stays] = [comingIn(IN.pop, time), leaving(OUT.pop, time)];
      return { ...AT_REST, scale: Math.max(0, Math.min(beyond(came), stays < 1 ? beyond(stays) : Infinity)), opacity: Math.min(1, 4 * came, 4 * stays) };
    }
    case 'typing':
      return typing(letters, time);
    case 'wave': {
      const cycles = Math.max(1, Math.round(time.ofSeconds / WAVE.seconds));
      const turn = time.ofSeconds === 0 ? 0 : (cycles * time.seconds) / time.ofSeconds;
      return { ...AT_REST, lift: (letter) => WAVE.height * Math.sin(2 * Math.PI * (turn - letter / WAVE.letters)) };
    }
  }
}

function typing(letters: number, time: TitleTime): TitlePose {
  const { seconds, ofSeconds, leaves } = time;
  const length = Math.min(letters * SECONDS_A_LETTER, MOST * ofSeconds);
  const typed = length === 0 ? letters : Math.floor((letters * seconds) / length + 1e-6);
  const deleted = leaves && length > 0 ? Math.ceil((letters * (ofSeconds - seconds)) / length - 1e-6) : letters;
  const there = Math.max(0, Math.min(letters, typed, deleted));
  const isTyping = there < letters;
  // The bar blinks for a moment after the last letter.
  const isBlinking = seconds < length + 2 * CARET_SECONDS && Math.floor((seconds - length) / (CARET_SECONDS / 2)) % 2 === 0;
  return { ...AT_REST, letters: there, caret: there > 0 && (isTyping || isBlinking) };
}

/** From 0, at the first frame, to 1. */
function comingIn(length: number, { seconds, ofSeconds }: TitleTime): number {
  const own = Math.min(length, MOST * ofSeconds);
  return own === 0 ? 1 : Math.min(1, seconds / own);
}

/** From 1 to 0, at the last frame. */
function leaving(length: number, { seconds, ofSeconds, leaves }: TitleTime): number {
  return leaves ? comingIn(length, { seconds: Math.max(0, ofSeconds - seconds), ofSeconds, leaves }) : 1;
}

const easeOut = (t: number): number => 1 - (1 - t) ** 4;
const easeIn = (t: number): number => 1 - (1 - t) ** 3;
/** Beyond 1, and back to it. */
const beyond = (t: number): number => 1 + (OVERSHOOT + 1) * (t - 1) ** 3 + OVERSHOOT * (t - 1) ** 2;
