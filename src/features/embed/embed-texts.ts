import type { Stage } from '../../../contract/names.js';
import type { Texts } from '../../i18n/language.js';

interface EmbedTexts {
  readonly prompt: string;
  readonly placeholder: string;
  readonly examples: string;
  readonly length: string;
  readonly generate: string;
  readonly cancel: string;
  readonly cancelling: string;
  readonly pause: string;
  readonly pausing: string;
  readonly paused: string;
  readonly resume: string;
  readonly download: string;
  readonly dismiss: string;
  readonly tryAgain: string;
  readonly film: string;
  readonly frames: string;
  readonly private: string;
  /** What is fetched before the first film. */
  readonly firstFetch: (size: string) => string;
  readonly fetched: (done: string, total: string) => string;
  readonly gettingReady: string;
  readonly nearlyThere: string;
  readonly timeLeft: (seconds: string) => string;
  readonly askedBy: (host: string) => string;
  readonly waiting: (films: number) => string;
  readonly ready: string;
  readonly notHere: (host: string) => string;
  readonly notHereRemedy: string;
  readonly stages: Readonly<Record<Stage, string>>;
}

/** The page in the frame of a host. */
export const embedTexts: Texts<EmbedTexts> = {
  en: {
    prompt: 'The film shows',
    placeholder: 'a thing, doing something, somewhere',
    examples: 'Examples',
    length: 'Length',
    generate: 'Generate',
    cancel: 'Cancel',
    cancelling: 'Cancelling',
    pause: 'Pause',
    pausing: 'Pausing',
    paused: 'Paused',
    resume: 'Continue',
    download: 'Download',
    dismiss: 'Dismiss this message',
    tryAgain: 'Try again',
    film: 'The film',
    frames: 'Frames of the film as they are made',
    private: 'Made on your machine. Nothing is uploaded.',
    firstFetch: (size) => `The first film fetches the model, ${size}.`,
    fetched: (done, total) => `${done} of ${total}`,
    gettingReady: 'getting ready',
    nearlyThere: 'nearly there',
    timeLeft: (seconds) => `about ${seconds} s left`,
    askedBy: (host) => `Asked for by ${host}`,
    waiting: (films) => (films === 1 ? 'one more waits' : `${films} more wait`),
    ready: 'Your film is ready.',
    notHere: (host) => `${host} may not show this Kinora.`,
    notHereRemedy: 'Its owner keeps a list of the sites that may, embed-hosts.json.',
    stages: {
      load: 'Loading the model',
      text: 'Reading the prompt',
      image: 'Drawing the first frame',
      video: 'Setting it in motion',
      decode: 'Developing the frames',
      encode: 'Recording the film',
      finish: 'Splicing it together',
    },
  },
  de: {
    prompt: 'Der Film zeigt',
    placeholder: 'a thing, doing something, somewhere',
    examples: 'Beispiele',
    length: 'Länge',
    generate: 'Erzeugen',
    cancel: 'Abbrechen',
    cancelling: 'Wird abgebrochen',
    pause: 'Pause',
    pausing: 'Hält an',
    paused: 'Angehalten',
    resume: 'Weiter',
    download: 'Herunterladen',
    dismiss: 'Meldung schließen',
    tryAgain: 'Noch einmal versuchen',
    film: 'Der Film',
    frames: 'Bilder des Films, während sie entstehen',
    private: 'Entsteht auf deinem Gerät. Nichts wird hochgeladen.',
    firstFetch: (size) => `Der erste Film lädt das Modell, ${size}.`,
    fetched: (done, total) => `${done} von ${total}`,
    gettingReady: 'wird vorbereitet',
    nearlyThere: 'gleich fertig',
    timeLeft: (seconds) => `noch etwa ${seconds} s`,
    askedBy: (host) => `Bestellt von ${host}`,
    waiting: (films) => (films === 1 ? 'einer wartet noch' : `${films} warten noch`),
    ready: 'Dein Film ist fertig.',
    notHere: (host) => `${host} darf dieses Kinora nicht zeigen.`,
    notHereRemedy: 'Welche Seiten es dürfen, steht in der Liste des Betreibers, embed-hosts.json.',
    stages: {
      load: 'Das Modell wird geladen',
      text: 'Die Beschreibung wird gelesen',
      image: 'Das erste Bild wird gezeichnet',
      video: 'Es kommt in Bewegung',
      decode: 'Die Bilder werden entwickelt',
      encode: 'Der Film wird aufgenommen',
      finish: 'Der Film wird geschnitten',
    },
  },
};
