import type { PauseReason, Stage } from '../../../contract/names.js';
import type { Texts } from '../../i18n/language.js';

interface JobTexts {
  readonly stages: Readonly<Record<Stage, string>>;
  readonly cancel: string;
  readonly cancelling: string;
  readonly cancelled: string;
  readonly pause: string;
  readonly pausing: string;
  readonly paused: string;
  readonly pausedBecause: Readonly<Record<PauseReason, string>>;
  readonly resume: string;
  readonly resumed: string;
  readonly ready: (seconds: string) => string;
  readonly percentDone: (percent: number) => string;
  readonly queued: (place: number) => string;
  readonly replaced: string;
  readonly film: string;
  readonly making: string;
  readonly watch: string;
  readonly frames: string;
  readonly escapeAgain: string;
  readonly catchingUp: string;
  readonly streamed: string;
  readonly loadingOf: (done: string, total: string) => string;
  readonly gettingReady: (total: string) => string;
  readonly nearlyThere: string;
  readonly timeLeft: (time: string) => string;
}

/** The film that is being made, on the screen and to a screen reader. */
export const jobTexts: Texts<JobTexts> = {
  en: {
    stages: {
      load: 'Loading the model',
      text: 'Reading your prompt',
      image: 'Drawing the first frame',
      video: 'Setting it in motion',
      decode: 'Developing the frames',
      encode: 'Recording the film',
      finish: 'Splicing it together',
    },
    cancel: 'Cancel',
    cancelling: 'Cancelling',
    cancelled: 'Cancelled.',
    pause: 'Pause',
    pausing: 'Pausing',
    paused: 'Paused',
    pausedBecause: {
      asked: 'Paused',
      'disk-full': 'Paused: the disk is full',
      'device-lost': 'Paused: the graphics device went away',
      'worker-crashed': 'Starting again after a crash',
    },
    resume: 'Continue',
    resumed: 'Going on.',
    ready: (seconds) => `Your film is ready: ${seconds} seconds.`,
    percentDone: (percent) => `${percent} percent done.`,
    queued: (place) => `Added to the queue, at place ${place}.`,
    replaced: 'Changed in the queue.',
    film: 'The film',
    making: 'Now making',
    watch: 'Watch',
    frames: 'Frames of the film as they are made',
    escapeAgain: 'Press Esc again to cancel the film.',
    catchingUp: 'The next frames are being made',
    streamed: 'The film so far',
    loadingOf: (done, total) => `${done} of ${total}`,
    gettingReady: (total) => `${total}, getting ready`,
    nearlyThere: 'nearly there',
    timeLeft: (time) => `about ${time} left`,
  },
  de: {
    stages: {
      load: 'Das Modell wird geladen',
      text: 'Die Beschreibung wird gelesen',
      image: 'Das erste Bild entsteht',
      video: 'Es kommt in Bewegung',
      decode: 'Die Bilder werden entwickelt',
      encode: 'Der Film wird aufgezeichnet',
      finish: 'Der Film wird geklebt',
    },
    cancel: 'Abbrechen',
    cancelling: 'Wird abgebrochen',
    cancelled: 'Abgebrochen.',
    pause: 'Pause',
    pausing: 'Hält an',
    paused: 'Angehalten',
    pausedBecause: {
      asked: 'Angehalten',
      'disk-full': 'Angehalten: Der Speicher ist voll',
      'device-lost': 'Angehalten: Die Grafikeinheit ist weg',
      'worker-crashed': 'Neustart nach einem Absturz',
    },
    resume: 'Weiter',
    resumed: 'Es geht weiter.',
    ready: (seconds) => `Dein Film ist fertig: ${seconds} Sekunden.`,
    percentDone: (percent) => `${percent} Prozent fertig.`,
    queued: (place) => `In die Warteschlange gestellt, auf Platz ${place}.`,
    replaced: 'In der Warteschlange geändert.',
    film: 'Der Film',
    making: 'In Arbeit',
    watch: 'Ansehen',
    frames: 'Bilder des Films, während er entsteht',
    escapeAgain: 'Noch einmal Esc bricht den Film ab.',
    catchingUp: 'Die nächsten Bilder entstehen gerade',
    streamed: 'Der Film bis hierher',
    loadingOf: (done, total) => `${done} von ${total}`,
    gettingReady: (total) => `${total}, gleich bereit`,
    nearlyThere: 'gleich fertig',
    timeLeft: (time) => `noch etwa ${time}`,
  },
};
