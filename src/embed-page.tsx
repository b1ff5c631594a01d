/** Composition root of `embed.html`, the page in the frame of a host. */
import type { HostModels } from '../contract/embed.js';
import type { Result } from '../contract/errors.js';
import type { LoadOptions } from '../contract/generator.js';
import { packDevice } from '../contract/pack-device.js';
import { uniqueId } from '../contract/lib/unique-id.js';
import { createRoot } from 'react-dom/client';
import { ignoreCompositionKeys } from './platform/composition-keys.js';
import { applyTheme } from './ui/theme.js';
import { findEmbedError, fetchAllowList } from './features/embed/host-link/allow-list.js';
import { Bridge } from './features/embed/host-link/bridge.js';
import { watchHeight } from './features/embed/host-link/height.js';
import { mayDownload } from './features/embed/host-link/downloads.js';
import { pageOptionsFrom } from './features/embed/host-link/page-options.js';
import { keepFormsAlive } from './features/embed/host-link/sandboxed-forms.js';
import { waitUntilVisible } from './features/embed/host-link/visibility.js';
import { Engine } from './engine/engine.js';
import { startGeneratorWorker } from './engine/start-worker.js';
import { EmbedSession } from './features/embed/embed-session.js';
import { findMediaSource } from './platform/media-source.js';
import { readMeasured } from './features/models/measured/kept-measurements.js';
import { loadOptionsFrom } from './platform/page-address.js';
import { restoreLanguage } from './i18n/language.js';
import { preloadSentences } from './i18n/sentences.js';

const { ui, theme, fit, downloads } = pageOptionsFrom(window.location.search);
const framed = window.parent !== window;
document.documentElement.dataset['fit'] = fit;
applyTheme(theme);
restoreLanguage();
ignoreCompositionKeys(window);

const found = document.getElementById('root');
if (found === null) throw new Error('embed.html has no #root to render into.');
const root = found;
const engine = new Engine({ startWorker: startGeneratorWorker, mediaSource: () => findMediaSource().kind });
// Only the pack of this site: a host page must not choose what is fetched here.
const load: LoadOptions = { ...loadOptionsFrom('', document.baseURI), measured: readMeasured() };
const session = new EmbedSession({ engine, load, findModels });
const allowList = fetchAllowList(new URL('embed-hosts.json', document.baseURI));

// Created before the first `await`: the host connects as soon as the frame has loaded.
const bridge = new Bridge({
  frame: window,
  ui,
  allowList,
  session,
  isVisible: () => waitUntilVisible(document.documentElement),
  setTheme: applyTheme,
  focus: () => document.getElementById('prompt')?.focus(),
  onConnect: ({ origin, reportHeight }) => {
    session.welcome(origin);
    return fit === 'content' ? watchHeight(root, reportHeight) : () => undefined;
  },
});
window.addEventListener('pagehide', () => bridge.close());

// A frame without embed.js never connects, so its ancestors are checked here where the browser names them
// (`ancestorOrigins`); the bridge checks the origin in every browser.
const list = framed ? await allowList : null;
const stranger = list === null ? undefined : [...ancestors()].find((origin) => origin !== window.location.origin && findEmbedError(list, origin, 'full') !== null);

if (stranger !== undefined) {
  const { EmbedNotAllowed } = await import('./features/embed/not-here.js');
  createRoot(root).render(<EmbedNotAllowed host={stranger} />);
} else if (ui !== 'none') {
  keepFormsAlive(document);
  preloadSentences(window);
  await show();
  await showDownloadNote();
} else {
  // Nothing is shown in this mode, the text of boot.js included.
  root.replaceChildren();
}
void session.open();

/** Few host pages name models. */
async function findModels(models: HostModels, site: LoadOptions): Promise<Result<LoadOptions>> {
  const [{ findHostModels }, { ModelStoreClient }, { startModelStoreWorker }] = await Promise.all([
    import('./features/embed/host-link/host-models.js'),
    import('./engine/model-store-client.js'),
    import('./engine/start-worker.js'),
  ]);
  const capabilities = await engine.probe();
  const store = new ModelStoreClient(startModelStoreWorker);
  return findHostModels(models, site, store, new URL('packs/catalogue.json', document.baseURI).href, packDevice(site.backend ?? capabilities.backend, capabilities));
}

async function show(): Promise<void> {
  if (ui === 'minimal') {
    const { EmbedView } = await import('./features/embed/embed-view.js');
    createRoot(root).render(<EmbedView session={session} />);
    return;
  }
  const [{ App }, { HostBar }, { Studio }, { composeGallery }, { GalleryContext }, { settingsFromClip }] = await Promise.all([
    import('./app/app.js'),
    import('./features/embed/host-bar.js'),
    import('./store/studio.js'),
    import('./app/compose-gallery.js'),
    import('./features/gallery/use-gallery.js'),
    import('./features/composer/settings/clip-to-settings.js'),
  ]);
  const studio = new Studio({ engine, load });
  createRoot(root).render(
    <>
      <GalleryContext value={composeGallery(studio)}>
        <App studio={studio} />
      </GalleryContext>
      <HostBar session={session} />
    </>,
  );
  // A film for the host is a film on this screen too.
  session.store.subscribe(({ film }, before) => {
    if (film === null || film === before.film) return;
    const { file, metadata, timings, took } = film;
    studio.player.show({ id: uniqueId(), settings: settingsFromClip(metadata.settings), file, metadata, timings, took });
  });
  void studio.open();
}

async function showDownloadNote(): Promise<void> {
  const allowed = downloads || mayDownload(window);
  if (allowed === true) return;
  const { DownloadNote } = await import('./features/embed/download-note.js');
  const place = document.createElement('div');
  document.body.append(place);
  createRoot(place).render(<DownloadNote allowed={allowed} />);
}

/** Nearest first; not in every browser. */
function ancestors(): Iterable<string> {
  return 'ancestorOrigins' in window.location ? window.location.ancestorOrigins : [];
}
