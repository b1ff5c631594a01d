import { always, byEngine, type ErrorTexts, type MissingTexts } from '../describe.js';
import type { BrowserErrors } from '../error-params.js';

export const MISSING: MissingTexts = {
  'secure-context': always(
    'This page came over plain http, and browsers give their video encoder (WebCodecs) to https pages only.',
    'Open the https address of this page, or run Kinora on this computer and open it at http://localhost.',
  ),
  'wasm-simd': byEngine('This browser does not run WebAssembly SIMD, which the model needs.', {
    chromium: 'Update the browser to version 91 or later.',
    firefox: 'Update Firefox to version 89 or later.',
    webkit: 'Update to Safari 16.4 or later, and turn Lockdown Mode off for this site.',
    other: 'Use a current Chrome, Edge, Firefox or Safari.',
  }),
  'video-encoder': byEngine('This browser gives pages no video encoder (WebCodecs VideoEncoder).', {
    chromium: 'Update the browser to version 94 or later.',
    firefox: 'Use Firefox 130 or later on a computer; on Android use Chrome, since Firefox has no video encoder there.',
    webkit: 'Update to Safari 16.4 or later.',
    other: 'Use a current Chrome, Edge, Firefox or Safari.',
  }),
  codecs: byEngine("This browser's video encoder makes none of H.264, VP9 and AV1.", {
    chromium: 'Update the browser, or use a current Chrome, Edge or Firefox.',
    firefox: 'Update Firefox, or use a current Chrome or Edge.',
    webkit: 'Update Safari; on Linux install the GStreamer plugins "good", "bad" and "libav".',
    other: 'Use a current Chrome, Edge, Firefox or Safari.',
  }),
  'file-storage': byEngine('This browser gives the page no file storage, so the model is fetched with each visit and an interrupted film is lost.', {
    chromium: 'Allow this site to store data, or leave the guest window.',
    firefox: 'Leave the private window, or allow this site to store cookies and data.',
    webkit: 'Leave the private window, or update to Safari 15.2 or later.',
    other: 'Allow this site to store data.',
  }),
  'web-locks': always(
    'This browser has no Web Locks, so the model is fetched with each visit and an interrupted film is lost.',
    'Update the browser.',
  ),
  threads: always(
    'The model runs on one thread of the CPU, because the page is not cross-origin isolated.',
    'Reload the page once. If this stays, its server has to send the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy.',
  ),
  'media-source': byEngine('This browser has no Media Source Extensions, so a film plays when it is finished and not while it is made.', {
    chromium: 'Update the browser.',
    firefox: 'Update Firefox.',
    webkit: 'Update to iOS 17.1 or later.',
    other: 'Use a current browser.',
  }),
  webgpu: always(
    'This browser offers no GPU to pages (WebGPU), so the model runs on the CPU.',
    'Nothing has to be done; a browser with WebGPU on a computer with a graphics card is faster.',
  ),
};

export const BROWSER_ERRORS: ErrorTexts<keyof BrowserErrors> = {
  'no-secure-context': ({ engine }) => MISSING['secure-context'](engine),
  'no-wasm-simd': ({ engine }) => MISSING['wasm-simd'](engine),
  'no-video-encoder': ({ engine }) => MISSING['video-encoder'](engine),
  'no-codec': ({ engine }) => MISSING.codecs(engine),
};
