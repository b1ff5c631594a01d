import type { FrameShape } from '../../../../contract/pack-summary.js';
import type { LayerPlace, TitleContent } from '../../../../contract/request/layers/layer.js';
import type { FilmPlan } from '../film-plan.js';
import type { FilmWeather } from '../weather/film-weather.js';
import type { Stretch } from './part-clock.js';

/** A film put together of parts, each made by a pipeline of its own or drawn. */
export interface Composition {
  readonly frame: FrameShape;
  readonly frames: number;
  /** Whether its frames have alpha. */
  readonly isTransparent: boolean;
  /** From back to front. */
  readonly parts: readonly Part[];
  /** What falls in front of all that is in the scene, and behind the titles before it. */
  readonly weather?: FilmWeather;
}

export type Part = FilmPart | TitlePart;

interface Shown {
  /** The frame of the film that it begins with, and for how many it is there. */
  readonly first: number;
  readonly frames: number;
}

export interface FilmPart extends Shown {
  readonly kind: 'film';
  /** At the model's frame rate; its shots are the stretches. */
  readonly film: FilmPlan;
  readonly stretches: readonly FittedStretch[];
  readonly shows: 'all' | 'subject' | 'background';
}

/** A place of something that stands: its square is moved up or down until it does. */
export interface StandingPlace extends LayerPlace {
  /** Where its feet are, in fractions of the frame's height. */
  readonly foot: number;
  readonly stands: 'rests' | 'lands';
}

export interface FittedStretch extends Stretch {
  readonly fit: Fit;
}

export interface TitlePart extends Shown {
  readonly kind: 'title';
  readonly content: TitleContent;
  readonly place: LayerPlace;
}

/**
 * How a model's picture lies in the frame. `cover`: the place fills the frame and is cropped; its subject stays whole, with its feet where they were.
 * `contain`: the whole picture, in the middle. `stretch`: all of a picture that was squeezed from the frame's proportions. Or at a place.
 */
export type Fit = 'cover' | 'contain' | 'stretch' | LayerPlace | StandingPlace;
