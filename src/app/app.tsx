/**
 * The page. Stable names for tests, as `data-testid`:
 * - prompt, seconds, seed, roll-seed, image-input (the file input), image-preview, image-remove, generate
 * - example, chip (with data-kind and aria-pressed), unknown-words (holds the words and near-word buttons)
 * - progress (role="progressbar"), stage, cancel, preview (the canvas)
 * - result-video, download, again, copy-settings, facts, clip (one each film of this visit)
 * - error, error-message, error-remedy, warnings, announcer
 * - model (title, size, device), abilities, theme
 */
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './base.css';
import './app.css';
import { useEffect } from 'react';
import { StudioContext, useStudioState } from '../state/use-studio.js';
import type { Studio } from '../state/studio.js';
import { Abilities } from './abilities.js';
import { Announcer } from './announcer.js';
import { ClipStrip } from './clip-strip.js';
import { Composer } from './composer.js';
import { DropZone } from './drop-zone.js';
import { ErrorCard } from './error-card.js';
import { Kit } from './kit.js';
import { ModelFacts } from './model-facts.js';
import { Screen } from './screen.js';
import { TopBar } from './top-bar.js';
import { Warnings } from './warnings.js';

export function App({ studio }: { readonly studio: Studio }) {
  return (
    <StudioContext value={studio}>
      <Shortcuts studio={studio} />
      <PageTitle />
      <DropZone>
        <div className="page">
          <TopBar />
          <main className="page__main">
            <section className="page__words" aria-label="What the film shows">
              <Composer />
              <ErrorCard />
              <Warnings />
              <Kit />
            </section>
            <section className="page__picture" aria-label="The film">
              <Screen />
              <ModelFacts />
            </section>
            <ClipStrip />
            <Abilities />
          </main>
          <footer className="page__foot">
            <p>Nothing you type, drop or make is uploaded. The model runs in this tab, and films live here until you download them or close it.</p>
            <p className="page__keys">
              <kbd>Ctrl</kbd> or <kbd>⌘</kbd> + <kbd>Enter</kbd> generates, <kbd>Esc</kbd> cancels
            </p>
          </footer>
        </div>
      </DropZone>
      <Announcer />
    </StudioContext>
  );
}

function Shortcuts({ studio }: { readonly studio: Studio }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void studio.generate();
      } else if (event.key === 'Escape' && !event.isComposing) {
        void studio.cancel();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [studio]);
  return null;
}

/** Tells how far the film is to someone who went to another tab in the meantime. */
function PageTitle() {
  const percent = useStudioState(({ job }) => (job === null ? null : Math.round(job.fraction * 100)));
  useEffect(() => {
    document.title = percent === null ? 'Kinora' : `${percent}% · Kinora`;
  }, [percent]);
  return null;
}
