/** Composition root of `bench.html`, which measures the device that it is opened on. */
import { createRoot } from 'react-dom/client';
import { Engine } from './engine/engine.js';
import { startGeneratorWorker } from './engine/start-worker.js';
import { BenchView } from './features/bench/bench-view.js';
import { restoreLanguage } from './i18n/language.js';
import { findMediaSource } from './platform/media-source.js';
import { loadOptionsFrom } from './platform/page-address.js';
import { restoreTheme } from './ui/theme.js';

restoreTheme();
restoreLanguage();

const root = document.getElementById('root');
if (root === null) throw new Error('bench.html has no #root to render into.');
const engine = new Engine({ startWorker: startGeneratorWorker, mediaSource: () => findMediaSource().kind });
// Only the model of this site, so that everybody measures the same.
const load = loadOptionsFrom('', document.baseURI);
const [capabilities, described] = await Promise.all([engine.probe(), engine.describePack(load)]);
if (!described.ok) throw new Error(`The pack of this site cannot be read: ${described.error.code}.`);
createRoot(root).render(<BenchView generator={engine} load={load} capabilities={capabilities} pack={described.value} />);
