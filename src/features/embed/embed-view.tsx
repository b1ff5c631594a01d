import { promptOf, secondsOf } from '../../../contract/request/request.js';
import '@fontsource-variable/bricolage-grotesque/wght.css';
import '../../ui/base.css';
import './embed-view.css';
import { useEffect, useState, type ReactNode } from 'react';
import { categoryOf } from '../../../contract/errors/categories.js';
import type { EmbedSession } from './embed-session.js';
import { fileNameOf } from '../gallery/file-name.js';
import { EmbedSessionContext, useEmbedSession, useEmbedSessionState } from './use-embed-session.js';
import { useObjectUrl } from '../../ui/use-object-url.js';
import { embedTexts } from './embed-texts.js';
import { isolated } from '../../i18n/isolated-text.js';
import { useErrorText, useWarningTexts } from '../../i18n/use-error-texts.js';
import { useLanguage, useTexts } from '../../i18n/use-texts.js';
import { EmbedForm, USUAL_SECONDS, type Draft } from './embed-form.js';
import { EmbedProgress } from './embed-progress.js';
import { CrossIcon, DownloadIcon, LockIcon } from '../../ui/icons/icons.js';
import { lazyPart } from '../../ui/lazy-part.js';
import { Mark } from '../../ui/mark.js';
import { Quoted } from '../../ui/quoted.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { canLoop } from '../composer/can-loop.js';
import { aspectOf } from '../player/aspect.js';

/** The small user interface of `embed.html?ui=minimal`: a film, a prompt and a button. */
export function EmbedView({ session }: { readonly session: EmbedSession }) {
  return (
    <EmbedSessionContext value={session}>
      <PageLanguage />
      <main className="mini">
        <Gate />
        <div className="mini__side">
          <ErrorNote />
          <Warnings />
          <Panel />
          <Foot />
        </div>
      </main>
      <Announcer />
    </EmbedSessionContext>
  );
}

/** As wide for its height as the film that is made, or shown. */
function Gate() {
  const size = useEmbedSessionState(({ current, film }) => (current === null ? film?.metadata : current.request.size));
  return (
    <div className="mini__gate" style={aspectOf(size)}>
      <Picture />
    </div>
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
  const startedAt = useEmbedSessionState(({ current }) => current?.startedAt ?? null);
  const film = useEmbedSessionState((state) => state.film);
  const url = useObjectUrl(film?.file ?? null);
  const t = useTexts(embedTexts);
  if (startedAt !== null) return <FilmInTheMaking key={startedAt} />;
  if (film === null || url === null) return <Square />;
  const label = `${t.film}: ${isolated(film.metadata.prompt)}`;
  if (film.metadata.settings.transparent === true) {
    return <TransparentFilm url={url} label={label} className="mini__picture" />;
  }
  return (
    <video
      className="mini__picture"
      data-testid="result-video"
      src={url}
      width={film.metadata.width}
      height={film.metadata.height}
      aria-label={label}
      controls
      loop={canLoop()}
      muted
      playsInline
      autoPlay={!prefersReducedMotion()}
    />
  );
}

const LivePlayer = lazyPart(async () => (await import('../player/live-player.js')).LivePlayer, <Square />);
const TransparentFilm = lazyPart(async () => (await import('../player/transparent/transparent-film.js')).TransparentFilm, <Square />);

/** Holds the place of the film, so that nothing jumps when it begins. */
function Square() {
  return (
    <div className="mini__picture mini__empty">
      <Mark size={72} />
    </div>
  );
}

function FilmInTheMaking() {
  const { previews, segments } = useEmbedSession();
  const hasFrames = useEmbedSessionState(({ current }) => (current?.frames ?? 0) > 0);
  const seconds = useEmbedSessionState(({ current }) => (current === null ? 0 : secondsOf(current.request.subject)));
  const prompt = useEmbedSessionState(({ current }) => (current === null ? '' : promptOf(current.request.subject)));
  return <LivePlayer previews={previews} segments={segments} hasFrames={hasFrames} seconds={seconds} prompt={prompt} pictureClass="mini__picture" />;
}

function Panel(): ReactNode {
  const making = useEmbedSessionState(({ current }) => current !== null);
  // Kept here because the form is unmounted while a film is made, the host's too.
  const [draft, setDraft] = useState<Draft>({ prompt: '', seconds: USUAL_SECONDS });
  return making ? <EmbedProgress /> : <EmbedForm draft={draft} onDraft={setDraft} />;
}

function ErrorNote() {
  const session = useEmbedSession();
  const t = useTexts(embedTexts);
  const setupError = useEmbedSessionState((state) => state.setupError);
  const filmError = useEmbedSessionState((state) => state.error);
  const error = filmError ?? setupError;
  const told = useErrorText(error);
  return (
    <div role="alert">
      {error !== null && told !== null && (
        <div className="mini__error" data-testid="error" data-code={categoryOf(error)} data-reason={error.code}>
          <p>
            <strong data-testid="error-message">
              <Quoted text={told.message} />
            </strong>{' '}
            <span data-testid="error-remedy">
              <Quoted text={told.remedy} />
            </span>
          </p>
          {filmError === null ? (
            <button type="button" className="button" onClick={() => void session.open()}>
              {t.tryAgain}
            </button>
          ) : (
            <button type="button" className="note-close" aria-label={t.dismiss} onClick={session.dismissError}>
              <CrossIcon />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Warnings() {
  const warnings = useWarningTexts(useEmbedSessionState((state) => state.warnings));
  if (warnings.length === 0) return null;
  return (
    <ul className="mini__warnings" data-testid="warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <Quoted text={warning} />
        </li>
      ))}
    </ul>
  );
}

function Foot() {
  const film = useEmbedSessionState((state) => state.film);
  const making = useEmbedSessionState(({ current }) => current !== null);
  const url = useObjectUrl(film?.file ?? null, 'downloaded');
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
  const stage = useEmbedSessionState(({ current }) => current?.stage ?? null);
  const finished = useEmbedSessionState((state) => state.justFinished);
  const t = useTexts(embedTexts);
  return (
    <div className="unseen" role="status" aria-live="polite" data-testid="announcer">
      {stage !== null ? t.stages[stage] : finished ? t.ready : ''}
    </div>
  );
}
