import { always, byEngine, type ErrorTexts, type MissingTexts } from '../describe.js';
import type { BrowserErrors } from '../error-params.js';

export const MISSING: MissingTexts = {
  'secure-context': always(
    'Diese Seite kam über unverschlüsseltes http, und Browser geben ihren Video-Encoder (WebCodecs) nur Seiten mit https.',
    'Öffne die https-Adresse dieser Seite, oder starte Kinora auf diesem Rechner und öffne es unter http://localhost.',
  ),
  'wasm-simd': byEngine('Dieser Browser führt kein WebAssembly-SIMD aus; das Modell braucht es.', {
    chromium: 'Aktualisiere den Browser auf Version 91 oder neuer.',
    firefox: 'Aktualisiere Firefox auf Version 89 oder neuer.',
    webkit: 'Aktualisiere auf Safari 16.4 oder neuer, und schalte den Blockierungsmodus für diese Website aus.',
    other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
  }),
  'video-encoder': byEngine('Dieser Browser gibt Seiten keinen Video-Encoder (WebCodecs VideoEncoder).', {
    chromium: 'Aktualisiere den Browser auf Version 94 oder neuer.',
    firefox: 'Verwende Firefox 130 oder neuer auf einem Rechner; unter Android hat Firefox keinen Video-Encoder, nimm dort Chrome.',
    webkit: 'Aktualisiere auf Safari 16.4 oder neuer.',
    other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
  }),
  codecs: byEngine('Der Video-Encoder dieses Browsers erzeugt weder H.264 noch VP9 noch AV1.', {
    chromium: 'Aktualisiere den Browser, oder verwende ein aktuelles Chrome, Edge oder Firefox.',
    firefox: 'Aktualisiere Firefox, oder verwende ein aktuelles Chrome oder Edge.',
    webkit: 'Aktualisiere Safari; unter Linux installiere die GStreamer-Plugins „good“, „bad“ und „libav“.',
    other: 'Verwende ein aktuelles Chrome, Edge, Firefox oder Safari.',
  }),
  'file-storage': byEngine('Dieser Browser gibt der Seite keinen Dateispeicher; das Modell wird bei jedem Besuch geladen, und ein unterbrochener Film ist verloren.', {
    chromium: 'Erlaube dieser Website, Daten zu speichern, oder verlasse das Gastfenster.',
    firefox: 'Verlasse das private Fenster, oder erlaube dieser Website Cookies und Daten.',
    webkit: 'Verlasse das private Fenster, oder aktualisiere auf Safari 15.2 oder neuer.',
    other: 'Erlaube dieser Website, Daten zu speichern.',
  }),
  'web-locks': always(
    'Dieser Browser hat keine Web Locks; das Modell wird bei jedem Besuch geladen, und ein unterbrochener Film ist verloren.',
    'Aktualisiere den Browser.',
  ),
  threads: always(
    'Das Modell läuft auf einem einzigen Thread der CPU, weil die Seite nicht „cross-origin isolated“ ist.',
    'Lade die Seite einmal neu. Hilft das nicht, muss ihr Server die Kopfzeilen Cross-Origin-Opener-Policy und Cross-Origin-Embedder-Policy senden.',
  ),
  'media-source': byEngine('Dieser Browser hat keine Media Source Extensions; ein Film läuft erst, wenn er fertig ist.', {
    chromium: 'Aktualisiere den Browser.',
    firefox: 'Aktualisiere Firefox.',
    webkit: 'Aktualisiere auf iOS 17.1 oder neuer.',
    other: 'Verwende einen aktuellen Browser.',
  }),
  webgpu: always(
    'Dieser Browser gibt Seiten keine Grafikeinheit (WebGPU); das Modell läuft auf der CPU.',
    'Es ist nichts zu tun; schneller ist ein Browser mit WebGPU auf einem Rechner mit Grafikkarte.',
  ),
};

export const BROWSER_ERRORS: ErrorTexts<keyof BrowserErrors> = {
  'no-secure-context': ({ engine }) => MISSING['secure-context'](engine),
  'no-wasm-simd': ({ engine }) => MISSING['wasm-simd'](engine),
  'no-video-encoder': ({ engine }) => MISSING['video-encoder'](engine),
  'no-codec': ({ engine }) => MISSING.codecs(engine),
};
