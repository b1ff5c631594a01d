import type { Commission } from './embed-session.js';
import { useCommissions, useCommissionsState } from './use-embed-session.js';
import { embedTexts } from './embed-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { sayBytes } from '../../ui/format.js';

/** How far the film is, who asked for it, and the way to stop it. */
export function EmbedProgress() {
  const commissions = useCommissions();
  const current = useCommissionsState((state) => state.current);
  const host = useCommissionsState((state) => state.host);
  const waiting = useCommissionsState((state) => state.waiting);
  const t = useTexts(embedTexts);
  if (current === null) return null;
  const percent = Math.round(current.fraction * 100);
  const stage = current.cancelling ? t.cancelling : current.paused === null ? t.stages[current.stage] : t.paused;
  return (
    <div className="making">
      <p className="making__prompt" dir="auto">{current.request.prompt ?? current.request.scenes?.map(({ prompt }) => prompt).join(' / ')}</p>
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
      <div
        className="making__bar"
        role="progressbar"
        data-testid="progress"
        aria-label={t.film}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent}%, ${stage}`}
      >
        <div className="making__done" style={{ inlineSize: `${current.fraction * 100}%` }} />
      </div>
      {current.paused !== null && (
        <div className="making__paused" role="alert">
          <p>
            {current.paused.message} {current.paused.remedy}
          </p>
          <button type="button" className="button" data-testid="resume" onClick={commissions.resume}>
            {t.resume}
          </button>
        </div>
      )}
      <button type="button" className="button making__cancel" data-testid="cancel" disabled={current.cancelling} onClick={commissions.cancel}>
        {t.cancel}
      </button>
    </div>
  );
}

/** "example.com" of "https://example.com"; an origin that has no name stays as it is. */
export const hostName = (origin: string): string => origin.replace(/^https?:\/\//, '');

function timeLeft({ loading, eta }: Commission, t: (typeof embedTexts)['en']): string {
  if (loading !== null) {
    const { doneBytes, totalBytes } = loading;
    if (totalBytes === 0) return '';
    return doneBytes >= totalBytes ? t.gettingReady : t.fetched(sayBytes(doneBytes), sayBytes(totalBytes));
  }
  if (eta === null) return '';
  return eta < 1.5 ? t.nearlyThere : t.timeLeft(String(Math.ceil(eta)));
}
