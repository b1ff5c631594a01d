import './projection.css';
import { useEffect, useRef } from 'react';
import { STAGE_NAMES } from '../state/stage-names.js';
import { useStudio, useStudioState } from '../state/use-studio.js';
import { Mark } from './mark.js';
import { sayBytes, sayTimeLeft } from './say.js';

/** The film in the making: its frames as they come, how far it is, and the way to stop it. */
export function Projection() {
  const studio = useStudio();
  const canvas = useRef<HTMLCanvasElement>(null);
  const hasFrames = useStudioState(({ job }) => (job?.frames ?? 0) > 0);

  useEffect(
    () =>
      studio.previews.connect((frame) => {
        const target = canvas.current;
        const context = target?.getContext('2d');
        if (!target || !context) return;
        // Setting a size clears the canvas, so only when it changes.
        if (target.width !== frame.width) target.width = frame.width;
        if (target.height !== frame.height) target.height = frame.height;
        context.drawImage(frame, 0, 0);
      }),
    [studio],
  );

  return (
    <>
      <div className="screen__gate projection__gate">
        <canvas ref={canvas} className="screen__picture" data-testid="preview" role="img" aria-label="Frames of the film as they are made" />
        {!hasFrames && (
          <div className="projection__wait">
            <Mark size={104} turning />
          </div>
        )}
      </div>
      <Progress />
    </>
  );
}

function Progress() {
  const studio = useStudio();
  const job = useStudioState((state) => state.job);
  if (job === null) return null;
  const percent = Math.round(job.fraction * 100);
  const stage = job.cancelling ? 'Cancelling' : STAGE_NAMES[job.stage];
  return (
    <div className="projection__panel">
      <div className="projection__words">
        <p className="projection__stage" data-testid="stage">
          {stage}
        </p>
        <p className="projection__left">{timeLeft(job)}</p>
      </div>
      <div
        className="projection__bar"
        role="progressbar"
        data-testid="progress"
        aria-label="The film"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent}%, ${stage}`}
      >
        <div className="projection__done" style={{ inlineSize: `${job.fraction * 100}%` }} />
      </div>
      <button type="button" className="button" data-testid="cancel" disabled={job.cancelling} onClick={() => void studio.cancel()}>
        {job.cancelling ? 'Cancelling' : 'Cancel'}
      </button>
    </div>
  );
}

function timeLeft(job: { readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null; readonly eta: number | null }): string {
  if (job.loading !== null) {
    const { doneBytes, totalBytes } = job.loading;
    if (totalBytes === 0) return '';
    return doneBytes >= totalBytes ? `${sayBytes(totalBytes)}, getting ready` : `${sayBytes(doneBytes)} of ${sayBytes(totalBytes)}`;
  }
  return job.eta === null ? '' : sayTimeLeft(job.eta);
}
