import { MISSING_TEXTS, type BrowserFeature, type MissingTexts } from '../../contract/capabilities.js';
import type { Texts } from './language.js';

interface BrowserTexts {
  readonly missing: Readonly<Record<BrowserFeature, MissingTexts>>;
  /** Title of the list of what is missing and does not stop a film. */
  readonly lacks: (count: number) => string;
  readonly slowStart: string;
}

/** What this browser cannot do, and what to do about it. */
export const browserTexts: Texts<BrowserTexts> = {
  en: {
    missing: MISSING_TEXTS,
    lacks: (count) => (count === 1 ? 'One thing is missing in this browser' : `${count} things are missing in this browser`),
    slowStart: 'Kinora is still finding out what this browser can do. If this stays for a minute, reload the page or use another browser.',
  },
  de: {
    missing: {
      'secure-context': {
        message: 'Diese Seite kam über unverschlüsseltes http, und Browser geben ihren Video-Encoder (WebCodecs) nur Seiten mit https.',
        remedy: () => 'Öffne die https-Adresse dieser Seite, oder starte Kinora auf diesem Rechner und öffne es unter http://localhost.',
      },
      'wasm-simd': {
        message: 'Dieser Browser führt kein WebAssembly-SIMD aus; das Modell braucht es.',
        remedy: (engine) =>
          ({
            chromium: 'Aktualisiere den Browser auf Version 91 oder neuer.',
            firefox: 'Aktualisiere Firefox auf Version 89 oder neuer.',
            webkit: 'Aktualisiere auf Safari 16.4 oder neuer, und schalte den Blockierungsmodus für diese Website aus.',
            other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
          })[engine],
      },
      'video-encoder': {
        message: 'Dieser Browser gibt Seiten keinen Video-Encoder (WebCodecs VideoEncoder).',
        remedy: (engine) =>
          ({
            chromium: 'Aktualisiere den Browser auf Version 94 oder neuer.',
            firefox: 'Verwende Firefox 130 oder neuer auf einem Rechner; unter Android hat Firefox keinen Video-Encoder, nimm dort Chrome.',
            webkit: 'Aktualisiere auf Safari 16.4 oder neuer.',
            other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
          })[engine],
      },
      codecs: {
        message: 'Der Video-Encoder dieses Browsers erzeugt weder H.264 noch VP9 noch AV1.',
        remedy: (engine) =>
          ({
            chromium: 'Aktualisiere den Browser, oder verwende ein aktuelles Chrome, Edge oder Firefox.',
            firefox: 'Aktualisiere Firefox, oder verwende ein aktuelles Chrome oder Edge.',
            webkit: 'Aktualisiere Safari; unter Linux installiere die GStreamer-Plugins „good“, „bad“ und „libav“.',
            other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
          })[engine],
      },
      'file-storage': {
        message: 'Dieser Browser gibt der Seite keinen Dateispeicher; das Modell wird bei jedem Besuch geladen, und ein unterbrochener Film ist verloren.',
        remedy: (engine) =>
          ({
            chromium: 'Erlaube dieser Website, Daten zu speichern, oder verlasse das Gastfenster.',
            firefox: 'Verlasse das private Fenster, oder erlaube dieser Website Cookies und Daten.',
            webkit: 'Verlasse das private Fenster, oder aktualisiere auf Safari 15.2 oder neuer.',
            other: 'Erlaube dieser Website, Daten zu speichern.',
          })[engine],
      },
      'web-locks': {
        message: 'Dieser Browser hat keine Web Locks; das Modell wird bei jedem Besuch geladen, und ein unterbrochener Film ist verloren.',
        remedy: () => 'Aktualisiere den Browser.',
      },
      threads: {
        message: 'Das Modell läuft auf einem einzigen Thread der CPU, weil die Seite nicht „cross-origin isolated“ ist.',
        remedy: () => 'Lade die Seite einmal neu. Hilft das nicht, muss ihr Server die Kopfzeilen Cross-Origin-Opener-Policy und Cross-Origin-Embedder-Policy senden.',
      },
      'media-source': {
        message: 'Dieser Browser hat keine Media Source Extensions; ein Film läuft erst, wenn er fertig ist.',
        remedy: (engine) =>
          ({
            chromium: 'Aktualisiere den Browser.',
            firefox: 'Aktualisiere Firefox.',
            webkit: 'Aktualisiere auf iOS 17.1 oder neuer.',
            other: 'Verwende einen aktuellen Browser.',
          })[engine],
      },
      webgpu: {
        message: 'Dieser Browser gibt Seiten keine Grafikeinheit (WebGPU); das Modell läuft auf der CPU.',
        remedy: () => 'Es ist nichts zu tun; schneller ist ein Browser mit WebGPU auf einem Rechner mit Grafikkarte.',
      },
    },
    lacks: (count) => (count === 1 ? 'Eines fehlt in diesem Browser' : `${count} Dinge fehlen in diesem Browser`),
    slowStart: 'Kinora stellt noch fest, was dieser Browser kann. Bleibt das eine Minute so, lade die Seite neu oder nimm einen anderen Browser.',
  },
};
