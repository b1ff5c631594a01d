import type { EmbedJob } from './embed-session.js';
import { useEmbedSession, useEmbedSessionState } from './use-embed-session.js';
import { embedTexts } from './embed-texts.js';
import { useErrorText } from '../../i18n/use-error-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { promptOf } from './request-facts.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { formatBytes } from '../../ui/format.js';

/** How far the film is, who asked for it, and the way to stop it. */
export function EmbedProgress() {
  const session = useEmbedSession();
  const current = useEmbedSessionState((state) => state.current);
  const host = useEmbedSessionState((state) => state.host);
  const waiting = useEmbedSessionState((state) => state.waiting);
  const t = useTexts(embedTexts);
  const pauseReason = useErrorText(current?.paused?.error ?? null);
  if (current === null) return null;
  const percent = Math.round(current.fraction * 100);
  const stage = current.cancelling ? t.cancelling : current.paused !== null ? t.paused : current.pausing ? t.pausing : t.stages[current.stage];
  return (
    <div className="making">
      <p className="making__prompt" dir="auto">{promptOf(current.request)}</p>
      {current.client === 'host' && host !== null && (
        <p className="making__by" data-testid="asked-by">
          {t.askedBy(hostName(host))}
          {waiting > 0 && `, ${t.waiting(waiting)}`}
        </p>
      )}
      <div className="making__words">
        <p className="making__stage" data-testid="stage">
          {stage}
        </p>
        <p className="making__left">{timeLeft(current, t)}</p>
      </div>
      <ProgressBar fraction={current.fraction} label={t.film} valueText={`${percent}%, ${stage}`} className="progress--film making__bar" testId="progress" />
      {pauseReason !== null && (
        <p className="making__reason" role="alert" data-testid="pause-reason">
          {pauseReason.message} {pauseReason.remedy}
        </p>
      )}
      <div className="making__actions">
        {current.paused !== null && current.paused.reason !== 'worker-crashed' ? (
          <button key="resume" type="button" className="button" data-testid="resume" disabled={current.cancelling} onClick={() => void session.resume()}>
            {t.resume}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            data-testid="pause"
            disabled={current.id === null || current.loading !== null || current.cancelling || current.pausing || current.paused !== null}
            onClick={() => void session.pause()}
          >
            {t.pause}
          </button>
        )}
        <button type="button" className="button" data-testid="cancel" disabled={current.cancelling} onClick={() => void session.cancel()}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}

/** "example.com" of "https://example.com"; an origin that has no name stays as it is. */
export const hostName = (origin: string): string => origin.replace(/^https?:\/\//, '');

function timeLeft({ loading, eta }: EmbedJob, t: (typeof embedTexts)['en']): string {
  if (loading !== null) {
    const { doneBytes, totalBytes } = loading;
    if (totalBytes === 0) return '';
    return doneBytes >= totalBytes ? t.gettingReady : t.fetched(formatBytes(doneBytes), formatBytes(totalBytes));
  }
  if (eta === null) return '';
  return eta < 1.5 ? t.nearlyThere : t.timeLeft(String(Math.ceil(eta)));
}
