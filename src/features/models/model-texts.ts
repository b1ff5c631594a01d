import type { BackendName } from '../../../contract/names.js';
import type { Texts } from '../../i18n/language.js';

interface ModelTexts {
  readonly open: string;
  readonly title: string;
  readonly fetching: (done: string, total: string) => string;
  readonly working: string;
  readonly offlineReady: string;
  readonly offlineShell: string;
  readonly offlineNot: string;
  /** @param rest what follows after the film */
  readonly firstFetch: (size: string, from: string, rest: string | null) => string;
  readonly firstFetchNoRoom: (size: string) => string;
  readonly firstFetchNoStorage: (size: string) => string;
  readonly keep: string;
  readonly fetchNow: string;
  readonly thisSite: string;
  readonly factOffline: string;
  readonly onDevice: string;
  /** Behind the backend in use. @param times how many times faster, as it is written */
  readonly fasterHere: (backend: BackendName, times: string) => string;
  /** Behind the GPU in use. */
  readonly halfFloats: string;
}

export const modelTexts: Texts<ModelTexts> = {
  en: {
    open: 'Models',
    title: 'Models',
    fetching: (done, total) => `${done} of ${total}`,
    working: 'Reading',
    offlineReady: 'Works without a network',
    offlineShell: 'The page opens without a network; films need the model to be fetched once',
    offlineNot: 'Needs the network',
    firstFetch: (size, from, rest) => `The first film fetches the model from ${from}, once: ${size}${rest === null ? '' : `, and ${rest} after it`}.`,
    firstFetchNoRoom: (size) =>
      `The first film fetches the model: ${size}. The browser has less than that left for this site, so it cannot be kept and comes again with the next visit.`,
    firstFetchNoStorage: (size) =>
      `The first film fetches the model: ${size}. This browser gives the page no file storage, so it comes again with the next visit.`,
    keep: 'Keep it on this device, to work without a network',
    fetchNow: 'Fetch it now',
    thisSite: 'this site',
    factOffline: 'Network',
    onDevice: 'on this device',
    fasterHere: (backend, times) => `${times} times as fast here as the ${backend === 'wasm' ? 'GPU' : 'CPU'}`,
    halfFloats: 'in part with 16-bit numbers',
  },
  de: {
    open: 'Modelle',
    title: 'Modelle',
    fetching: (done, total) => `${done} von ${total}`,
    working: 'Wird gelesen',
    offlineReady: 'Geht ohne Netz',
    offlineShell: 'Die Seite öffnet sich ohne Netz; für Filme muss das Modell einmal geladen werden',
    offlineNot: 'Braucht das Netz',
    firstFetch: (size, from, rest) => `Der erste Film lädt das Modell von ${from}, einmalig: ${size}${rest === null ? '' : `, und danach ${rest}`}.`,
    firstFetchNoRoom: (size) =>
      `Der erste Film lädt das Modell: ${size}. Der Browser hat für diese Website weniger übrig; es kann nicht behalten werden und kommt beim nächsten Besuch wieder.`,
    firstFetchNoStorage: (size) =>
      `Der erste Film lädt das Modell: ${size}. Dieser Browser gibt der Seite keinen Dateispeicher; es kommt beim nächsten Besuch wieder.`,
    keep: 'Auf diesem Gerät behalten, für den Gebrauch ohne Netz',
    fetchNow: 'Jetzt laden',
    thisSite: 'dieser Website',
    factOffline: 'Netz',
    onDevice: 'auf diesem Gerät',
    fasterHere: (backend, times) => `hier ${times}-mal so schnell wie die ${backend === 'wasm' ? 'GPU' : 'CPU'}`,
    halfFloats: 'zum Teil mit 16-Bit-Zahlen',
  },
};
