/** The page's composition root: everything is made here once and handed to what needs it. */
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { ignoreCompositionKeys } from './platform/composition-keys.js';
import { GalleryContext } from './features/gallery/use-gallery.js';
import { acceptFile } from './features/composer/inputs/accept-file.js';
import { restoreTheme } from './ui/theme.js';
import { Engine } from './engine/engine.js';
import { ConverterClient } from './engine/converter-client.js';
import { startConverterWorker, startGeneratorWorker } from './engine/start-worker.js';
import { attendWhenUsed } from './app/attend-when-used.js';
import { composeGallery } from './app/compose-gallery.js';
import { composeDevice, startServiceWorker } from './app/compose-device.js';
import { openLinkedSettings } from './features/composer/settings/open-link.js';
import { findMediaSource } from './platform/media-source.js';
import { drivenConsent, loadOptionsFrom, openingOptions } from './platform/page-address.js';
import { readMeasured } from './features/models/measured/kept-measurements.js';
import { Studio } from './store/studio.js';
import { InstallationContext, ModelsContext } from './features/models/use-models.js';
import { restoreLanguage } from './i18n/language.js';
import { preloadSentences } from './i18n/sentences.js';

restoreTheme();
restoreLanguage();
ignoreCompositionKeys(window);

const engine = new Engine({ startWorker: startGeneratorWorker, mediaSource: () => findMediaSource().kind });
const driven = new URLSearchParams(window.location.search).get('automation') === '1';
const asked = loadOptionsFrom(window.location.search, document.baseURI);
const opening = openingOptions(asked, document.baseURI, driven);
// A program that drives the page gets the same films in each run.
const studio = new Studio({ engine, load: driven ? { ...opening, consent: drivenConsent(window.location.search) } : { ...opening, measured: readMeasured() } });
const films = composeGallery(studio);
const { models, installation } = composeDevice(studio, driven, (file) => void acceptFile(studio, films.gallery, file));
openLinkedSettings(studio, window);
if (!driven) attendWhenUsed(studio, window, () => new Engine({ startWorker: startGeneratorWorker, graceMs: 0 }));
// A person never needs it, so it is no part of the first download.
if (driven) void import('./automation/page-automation.js').then(({ attachAutomation }) => attachAutomation(engine, studio.store, new ConverterClient(startConverterWorker), window));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root to render into.');
createRoot(root).render(
  <InstallationContext value={installation}>
    <ModelsContext value={models}>
      <GalleryContext value={films}>
        <App studio={studio} />
      </GalleryContext>
    </ModelsContext>
  </InstallationContext>,
);
preloadSentences(window);
void (driven ? Promise.resolve() : models.begin(asked)).then(() => studio.open());

// The development server sends the headers itself.
if (import.meta.env.PROD) startServiceWorker(studio, installation);
