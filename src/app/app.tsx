/**
 * The page. Stable names for tests, as `data-testid`:
 * - prompt, seconds, seed, roll-seed, surprise, image-input (the file input), image-preview, image-remove, footage-preview,
 *   footage-remove, generate
 * - motion, loop, end-image-input, end-image-preview, advanced, steps, format, backend
 * - example, chip (with data-kind and aria-pressed), unknown-words (holds the words and near-word buttons)
 * - add-scene, scenes, scene (one each), start-cut, start-continue
 * - variations, variations-panel, still (one each, with data-seed and aria-pressed)
 * - make-idea, next-idea (on the empty screen)
 * - progress (role="progressbar"), stage, pause, resume, pause-reason, cancel, watch, preview (the canvas), live-video
 * - queue, queued (one each), unfinished, recover, discard
 * - result-video, download, again, extend, export, copy-settings, facts
 * - gallery, films, film (a card), clip (its picture), film-name, film-title (its field), film-poster, film-moving, film-more,
 *   film-remix, film-extend, film-rename, film-export, film-share, film-copy-link, film-delete, show-all, undo-bar, undo
 * - save-all, load-films, load-films-input, delete-all, storage, gallery-count, gallery-notice, gallery-error, gallery-outcome
 * - export-dialog, export-as-made, export-h264|vp9|av1, export-gif, export-frames, export-poster
 * - missing-features, slow-start
 * - error, error-message, error-remedy, settings-need, warnings, announcer
 * - model (title, size, device), models-open, models (the dialog), first-fetch, update, offline-ready
 * - abilities, theme, language, open-shortcuts, shortcuts
 */
import '@fontsource-variable/bricolage-grotesque/wght.css';
import '../ui/base.css';
import './app.css';
import { useCallback, useEffect, useState } from 'react';
import { StudioContext, useStudioState } from '../store/use-studio.js';
import type { Studio } from '../store/studio.js';
import { pageTexts } from '../i18n/page-texts.js';
import { viewerTexts } from '../features/player/viewer-texts.js';
import { useTexts } from '../i18n/use-texts.js';
import { ModelCapabilities } from '../features/models/model-capabilities.js';
import { Announcer } from './announcer.js';
import { Composer } from '../features/composer/composer.js';
import { DropZone } from './drop-zone.js';
import { SnippetButton } from '../features/embed/snippet/snippet-dialog.js';
import { ErrorCard } from './error-card.js';
import { GalleryPanel } from '../features/gallery/gallery-panel.js';
import { PromptPalette } from '../features/composer/prompt/prompt-palette.js';
import { MissingFeatures, SlowStart } from './missing-features.js';
import { ModelFacts } from '../features/models/model-facts.js';
import { FirstDownload } from '../features/models/first-download.js';
import { ModelsDialog } from '../features/models/models-dialog.js';
import { UpdateNotice } from './update-notice.js';
import { QueuePanel } from '../features/jobs/queue-panel.js';
import { Viewer } from '../features/player/viewer.js';
import { MissingInputs } from '../features/composer/missing-inputs.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { Shortcuts } from './shortcuts.js';
import { TopBar } from './top-bar.js';
import { UnfinishedCard } from '../features/jobs/unfinished-card.js';
import { FirstFramesPanel } from '../features/composer/first-frames/first-frames-panel.js';
import { Warnings } from '../features/jobs/warnings.js';

export function App({ studio }: { readonly studio: Studio }) {
  const page = useTexts(pageTexts);
  const text = useTexts(viewerTexts);
  const [sheet, setSheet] = useState(false);
  const openSheet = useCallback(() => setSheet(true), []);
  return (
    <StudioContext value={studio}>
      <Shortcuts studio={studio} onSheet={openSheet} />
      <PageTitle />
      <DropZone>
        <div className="page">
          <TopBar onShortcuts={openSheet} />
          <main className="page__main">
            <Words />
            <section className="page__picture" aria-label={text.screen}>
              <UnfinishedCard />
              <Viewer />
              <QueuePanel />
              <ModelFacts />
            </section>
            <GalleryPanel />
            <ModelCapabilities />
            <MissingFeatures />
          </main>
          <footer className="page__foot">
            <p>{page.privacy}</p>
            <SnippetButton />
            <p className="page__keys">
              <kbd>?</kbd> {page.shortcuts}
            </p>
          </footer>
        </div>
      </DropZone>
      {sheet && <ShortcutsDialog onClose={() => setSheet(false)} />}
      <ModelsDialog />
      <UpdateNotice />
      <Announcer />
    </StudioContext>
  );
}

function Words() {
  const text = useTexts(viewerTexts);
  const opening = useStudioState(({ pack, setupError }) => pack === null && setupError === null);
  return (
    <section className={opening ? 'page__words page__words--room' : 'page__words'} aria-label={text.words}>
      <Composer />
      <FirstDownload />
      <SlowStart />
      <ErrorCard />
      <MissingInputs />
      <Warnings />
      <FirstFramesPanel />
      <PromptPalette />
    </section>
  );
}

/** Tells how far the film is to someone who went to another tab in the meantime. */
function PageTitle() {
  const percent = useStudioState(({ job }) => (job === null ? null : Math.round(job.fraction * 100)));
  useEffect(() => {
    document.title = percent === null ? 'Kinora' : `${percent}% · Kinora`;
  }, [percent]);
  return null;
}
