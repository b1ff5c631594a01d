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
import { SnippetButton } from '../features/embed/snippet/snippet-button.js';
import { ErrorCard } from './error-card.js';
import { GalleryPanel } from '../features/gallery/gallery-panel.js';
import { PromptPalette } from '../features/composer/prompt/prompt-palette.js';
import { MissingFeatures, SlowStart } from './missing-features.js';
import { ModelFacts } from '../features/models/model-facts.js';
import { FirstDownload } from '../features/models/first-download.js';
import { MissingModelsLoader, ModelsDialogLoader } from '../features/models/models-dialog-loader.js';
import { UpdateNotice } from './update-notice.js';
import { Queue, Unfinished } from '../features/jobs/lists-of-films.js';
import { Viewer } from '../features/player/viewer.js';
import { MissingInputs } from '../features/composer/missing-inputs.js';
import { lazyPart } from '../ui/lazy-part.js';
import { Shortcuts } from './shortcuts/shortcuts.js';
import { TopBar } from './top-bar.js';
import { FirstFrames } from '../features/composer/first-frames/first-frames-button.js';
import { Warnings } from '../features/jobs/warnings.js';

const LayersPanel = lazyPart(async () => (await import('../features/composer/layers/layers-panel.js')).LayersPanel);
const PicturesOffer = lazyPart(async () => (await import('../features/composer/batch/pictures-offer.js')).PicturesOffer);
const ShortcutsDialog = lazyPart(async () => (await import('./shortcuts/shortcuts-dialog.js')).ShortcutsDialog);

export function App({ studio }: { readonly studio: Studio }) {
  const page = useTexts(pageTexts);
  const text = useTexts(viewerTexts);
  const [shortcuts, setShortcuts] = useState(false);
  const openShortcuts = useCallback(() => setShortcuts(true), []);
  return (
    <StudioContext value={studio}>
      <Shortcuts studio={studio} onDialog={openShortcuts} />
      <PageTitle />
      <DropZone>
        <div className="page">
          <TopBar onShortcuts={openShortcuts} />
          <main className="page__main">
            <Words />
            <section className="page__picture" aria-label={text.screen}>
              <Unfinished />
              <Layers />
              <Viewer />
              <Queue />
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
      {shortcuts && <ShortcutsDialog onClose={() => setShortcuts(false)} />}
      <ModelsDialogLoader />
      <UpdateNotice />
      <Announcer />
    </StudioContext>
  );
}

function Words() {
  const text = useTexts(viewerTexts);
  const offered = useStudioState((state) => state.offeredPictures.length > 0);
  const opening = useStudioState(({ pack, setupError }) => pack === null && setupError === null);
  return (
    <section className={opening ? 'page__words page__words--room' : 'page__words'} aria-label={text.words}>
      <Composer />
      <FirstDownload />
      <SlowStart />
      <ErrorCard />
      <MissingInputs />
      {offered && <PicturesOffer />}
      <MissingModelsLoader />
      <Warnings />
      <FirstFrames />
      <PromptPalette />
    </section>
  );
}

/** Where the film is arranged; nothing while it is not. */
function Layers() {
  return useStudioState((state) => state.arranging) ? <LayersPanel /> : null;
}

/** Tells how far the film is to someone who went to another tab in the meantime. */
function PageTitle() {
  const percent = useStudioState(({ job }) => (job === null ? null : Math.round(job.fraction * 100)));
  useEffect(() => {
    document.title = percent === null ? 'Kinora' : `${percent}% · Kinora`;
  }, [percent]);
  return null;
}
