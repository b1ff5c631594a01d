import './live-player.css';
import { useEffect, useRef, useState } from 'react';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { isolated } from '../../i18n/isolated.js';
import { jobTexts } from '../jobs/job-texts.js';
import { screenTexts } from './viewer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { FilmStream } from './film-stream.js';
import { Mark } from '../../ui/mark.js';
import { PreviewCanvas } from './preview-canvas.js';
import { prefersStillness } from '../../ui/prefers-reduced-motion.js';

/**
 * The film in the making: it plays from its first window on, while the rest is made. Until there is a window, and where
 * the browser cannot play pieces, its frames are shown as they come.
 */
export function Projection() {
  const studio = useStudio();
  const job = useTexts(jobTexts);
  const text = useTexts(screenTexts);
  const video = useRef<HTMLVideoElement>(null);
  const hasFrames = useStudioState((state) => (state.job?.frames ?? 0) > 0);
  const seconds = useStudioState((state) => state.job?.order.seconds ?? 0);
  const prompt = useStudioState((state) => state.job?.order.prompt ?? '');
  const [playable, setPlayable] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [newest, setNewest] = useState(false);
  const streamed = playable && !newest;

  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const begun = studio.store.getState().job?.startedAt;
    const stream = new FilmStream(element, seconds, !prefersStillness(), {
      onPlayable: () => setPlayable(true),
      onWaiting: setWaiting,
      onTrouble: () => setPlayable(false),
    });
    const disconnect = studio.segments.connect(stream);
    return () => {
      disconnect();
      // Only the film that has just been finished, and takes this place, goes on where its player was.
      const now = studio.store.getState();
      if (now.job?.startedAt !== begun && !now.watchingJob) studio.playhead = element.currentTime;
      stream.close();
    };
  }, [studio, seconds]);

  return (
    <div className="screen__gate projection__gate">
      <div className="projection__picture">
        <PreviewCanvas className="screen__picture" testId="preview" label={job.frames} />
        <video
          ref={video}
          className="screen__picture projection__video"
          data-testid="live-video"
          hidden={!streamed}
          aria-label={`${job.streamed}: ${isolated(prompt)}`}
          controls
          muted
          playsInline
        />
        {!hasFrames && !playable && (
          <div className="projection__wait">
            <Mark size={104} turning />
          </div>
        )}
        {streamed && waiting && <p className="projection__note">{job.catchingUp}</p>}
      </div>
      {playable && (
        <div className="projection__choice" role="group" aria-label={job.film}>
          <button type="button" className="segment" aria-pressed={!newest} onClick={() => setNewest(false)}>
            {text.fromStart}
          </button>
          <button type="button" className="segment" aria-pressed={newest} onClick={() => setNewest(true)}>
            {text.newest}
          </button>
        </div>
      )}
    </div>
  );
}
