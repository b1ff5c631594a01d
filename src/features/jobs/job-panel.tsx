import './job-panel.css';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import type { Job } from './jobs-slice.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { isolated } from '../../i18n/isolated-text.js';
import { jobTexts } from './job-texts.js';
import { useErrorText } from '../../i18n/use-error-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { PauseIcon, PlayIcon } from '../../ui/icons/icons.js';
import { PreviewCanvas } from '../player/preview-canvas.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { formatBytes } from '../../ui/format.js';
import { formatTimeLeft } from './format-time-left.js';

/** How far the film is, and the ways to stop it. */
export function JobPanel() {
  const job = useStudioState((state) => state.job);
  return job === null ? null : <Panel job={job} />;
}

function Panel({ job }: { readonly job: Job }) {
  const studio = useStudio();
  const text = useTexts(jobTexts);
  const watching = useStudioState((state) => state.watchingJob);
  const pauseReason = useErrorText(job.paused?.error ?? null);
  const percent = Math.round(job.fraction * 100);
  const stage = job.cancelling
    ? text.cancelling
    : job.paused !== null
      ? text.pausedBecause[job.paused.reason]
      : job.pausing
        ? text.pausing
        : text.stages[job.stage];
  const waits = job.paused !== null && job.paused.reason !== 'worker-crashed';
  return (
    <section className="job" aria-label={text.making} data-paused={job.paused !== null}>
      {!watching && (
        <button type="button" className="job__watch" data-testid="watch" onClick={studio.player.watchJob} aria-label={`${text.watch}: ${isolated(settingsTitle(job.settings))}`} title={text.watch}>
          <PreviewCanvas previews={studio.previews} className="job__thumb" />
        </button>
      )}
      <div className="job__words">
        <p className="job__stage" data-testid="stage">
          {stage}
        </p>
        <p className="job__left">{job.paused === null && !job.pausing ? timeLeft(job) : `${percent}%`}</p>
        {!watching && (
          <p className="job__title" lang="en" dir="auto">
            {settingsTitle(job.settings)}
          </p>
        )}
      </div>
      <ProgressBar fraction={job.fraction} label={text.film} valueText={`${percent}%, ${stage}`} className="progress--film job__bar" testId="progress" />
      {pauseReason !== null && (
        <p className="job__reason" role="alert" data-testid="pause-reason">
          {pauseReason.message} {pauseReason.remedy}
        </p>
      )}
      <div className="job__actions">
        {waits ? (
          <button key="resume" type="button" className="button button--lamp" data-testid="resume" disabled={job.cancelling} onClick={() => void studio.jobs.resume()}>
            <PlayIcon />
            {text.resume}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            data-testid="pause"
            disabled={job.id === null || job.loading !== null || job.cancelling || job.pausing || job.paused !== null}
            onClick={() => void studio.jobs.pause()}
          >
            <PauseIcon />
            {text.pause}
          </button>
        )}
        <button type="button" className="button" data-testid="cancel" disabled={job.cancelling} onClick={() => void studio.jobs.cancel()}>
          {job.cancelling ? text.cancelling : text.cancel}
        </button>
      </div>
    </section>
  );

  function timeLeft({ loading, eta }: Job): string {
    if (loading !== null) {
      const { doneBytes, totalBytes } = loading;
      if (totalBytes === 0) return '';
      return doneBytes >= totalBytes ? text.gettingReady(formatBytes(totalBytes)) : text.loadingOf(formatBytes(doneBytes), formatBytes(totalBytes));
    }
    return eta === null ? '' : formatTimeLeft(eta);
  }
}
