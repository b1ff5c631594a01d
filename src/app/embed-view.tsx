/**
 * The small user interface of `embed.html?ui=minimal`: a film, a prompt and a button, for a column of someone's page.
 * Stable names for tests, as `data-testid`: prompt, seconds, generate, example, progress, stage, cancel, preview,
 * result-video, download, error, error-message, error-remedy, warnings, announcer, asked-by.
 */
import '@fontsource-variable/bricolage-grotesque/wght.css';
import './base.css';
import './embed-view.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Commissions } from '../state/commissions.js';
import { fileNameOf } from '../state/file-name.js';
import { CommissionsContext, useCommissions, useCommissionsState } from '../state/use-commissions.js';
import { useObjectUrl } from '../state/use-studio.js';
import { embedTexts } from '../text/embed.js';
import { errorTexts } from '../text/errors.js';
import { isolated } from '../text/isolated.js';
import { useLanguage, useTexts } from '../text/use-texts.js';
import { EmbedForm, USUAL_SECONDS, type Draft } from './embed-form.js';
import { EmbedProgress } from './embed-progress.js';
import { CrossIcon, DownloadIcon, LockIcon } from './icons.js';
import { Mark } from './mark.js';
import { Quoted } from './quoted.js';
import { prefersStillness } from './stillness.js';
import { canLoop } from './can-loop.js';

export function EmbedView({ commissions }: { readonly commissions: Commissions }) {
  return (
    <CommissionsContext value={commissions}>
      <PageLanguage />
      <main className="mini">
        <div className="mini__gate">
          <Picture />
        </div>
        <div className="mini__side">
          <ErrorNote />
          <Warnings />
          <Panel />
          <Foot />
        </div>
      </main>
      <Announcer />
    </CommissionsContext>
  );
}

function PageLanguage() {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return null;
}

function Picture() {
  const making = useCommissionsState(({ current }) => current !== null);
  const film = useCommissionsState((state) => state.film);
  const url = useObjectUrl(film?.file ?? null);
  const t = useTexts(embedTexts);
  if (making) return <Previews />;
  if (film === null || url === null) return <Square />;
  return (
    <video
      className="mini__picture"
      data-testid="result-video"
      src={url}
      width={film.metadata.width}
      height={film.metadata.height}
      aria-label={`${t.film}: ${isolated(film.metadata.prompt)}`}
      controls
      loop={canLoop()}
      muted
      playsInline
      autoPlay={!prefersStillness()}
    />
  );
}

/** Holds the place of the film, so that nothing jumps when it begins. */
function Square({ turning = false }: { readonly turning?: boolean }) {
  return (
    <div className="mini__picture mini__empty">
      <Mark size={72} turning={turning} />
    </div>
  );
}

function Previews() {
  const { previews } = useCommissions();
  const canvas = useRef<HTMLCanvasElement>(null);
  const hasFrames = useCommissionsState(({ current }) => (current?.frames ?? 0) > 0);
  const t = useTexts(embedTexts);
  useEffect(
    () =>
      previews.connect((frame) => {
        const target = canvas.current;
        const context = target?.getContext('2d');
        if (!target || !context) return;
        // Setting a size clears the canvas, so only when it changes.
        if (target.width !== frame.width) target.width = frame.width;
        if (target.height !== frame.height) target.height = frame.height;
        context.drawImage(frame, 0, 0);
      }),
    [previews],
  );
  return (
    <>
      {!hasFrames && <Square turning />}
      <canvas ref={canvas} className="mini__picture" data-testid="preview" hidden={!hasFrames} role="img" aria-label={t.frames} />
    </>
  );
}

function Panel(): ReactNode {
  const making = useCommissionsState(({ current }) => current !== null);
  // Outlives the form, which gives way to each film, the host's too.
  const [draft, setDraft] = useState<Draft>({ prompt: '', seconds: USUAL_SECONDS });
  return making ? <EmbedProgress /> : <EmbedForm draft={draft} onDraft={setDraft} />;
}

function ErrorNote() {
  const commissions = useCommissions();
  const t = useTexts(embedTexts);
  const kinds = useTexts(errorTexts);
  const setupError = useCommissionsState((state) => state.setupError);
  const filmError = useCommissionsState((state) => state.error);
  const error = filmError ?? setupError;
  return (
    <div role="alert">
      {error !== null && (
        <div className="mini__error" data-testid="error" data-code={error.code}>
          <p>
            {kinds !== null && <strong>{kinds[error.code]} </strong>}
            <strong data-testid="error-message">
              <Quoted text={error.message} />
            </strong>{' '}
            <span data-testid="error-remedy">
              <Quoted text={error.remedy} />
            </span>
          </p>
          {filmError === null ? (
            <button type="button" className="button" onClick={() => void commissions.open()}>
              {t.tryAgain}
            </button>
          ) : (
            <button type="button" className="note-close" aria-label={t.dismiss} onClick={commissions.dismissError}>
              <CrossIcon />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Warnings() {
  const warnings = useCommissionsState((state) => state.warnings);
  if (warnings.length === 0) return null;
  return (
    <ul className="mini__warnings" data-testid="warnings">
      {warnings.map((warning) => (
        <li key={warning} lang="en" dir="auto">
          {warning}
        </li>
      ))}
    </ul>
  );
}

function Foot() {
  const film = useCommissionsState((state) => state.film);
  const making = useCommissionsState(({ current }) => current !== null);
  const url = useObjectUrl(film?.file ?? null);
  const t = useTexts(embedTexts);
  return (
    <footer className="mini__foot">
      <p className="mini__private">
        <LockIcon />
        {t.private}
      </p>
      {film !== null && url !== null && !making && (
        <a className="button mini__download" data-testid="download" href={url} download={fileNameOf({ title: film.metadata.prompt, seed: film.metadata.seed, ending: 'mp4' })}>
          <DownloadIcon />
          {t.download}
        </a>
      )}
    </footer>
  );
}

/** Tells a screen reader of each stage, once, when the person pauses. */
function Announcer() {
  const stage = useCommissionsState(({ current }) => current?.stage ?? null);
  const finished = useCommissionsState((state) => state.justFinished);
  const t = useTexts(embedTexts);
  return (
    <div className="unseen" role="status" aria-live="polite" data-testid="announcer">
      {stage !== null ? t.stages[stage] : finished ? t.ready : ''}
    </div>
  );
}
