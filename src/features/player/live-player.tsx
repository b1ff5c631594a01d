import './live-player.css';
import { useEffect, useRef, useState } from 'react';
import { isolated } from '../../i18n/isolated-text.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Mark } from '../../ui/mark.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { jobTexts } from '../jobs/job-texts.js';
import { FilmStream } from './film-stream.js';
import { PreviewCanvas } from './preview-canvas.js';
import type { PreviewChannel } from './preview-channel.js';
import type { SegmentChannel } from './segment-channel.js';
import { viewerTexts } from './viewer-texts.js';

export interface LivePlayerProps {
  readonly previews: PreviewChannel;
  readonly segments: SegmentChannel;
  readonly hasFrames: boolean;
  /** Length of the film. */
  readonly seconds: number;
  readonly prompt: string;
  /** CSS class of the canvas and the video. */
  readonly pictureClass: string;
  /** Whether a person can choose between the film from its start and its newest frame. */
  readonly choice?: boolean;
  /** Called with the video, and what it returns when the video leaves the page. */
  readonly attach?: (video: HTMLVideoElement) => () => void;
}

/**
 * Plays the film from its first segment on, while the rest is made. Shows its frames as they are made until there is a
 * segment, and where the browser cannot play segments.
 */
export function LivePlayer({ previews, segments, hasFrames, seconds, prompt, pictureClass, choice = false, attach }: LivePlayerProps) {
  const job = useTexts(jobTexts);
  const text = useTexts(viewerTexts);
  const video = useRef<HTMLVideoElement>(null);
  const [playable, setPlayable] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [newest, setNewest] = useState(false);
  const streamed = playable && !newest;

  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const stream = new FilmStream(element, seconds, !prefersReducedMotion(), {
      onPlayable: () => setPlayable(true),
      onWaiting: setWaiting,
      onTrouble: () => setPlayable(false),
    });
    const disconnect = segments.connect(stream);
    const detach = attach?.(element);
    return () => {
      disconnect();
      detach?.();
      stream.close();
    };
  }, [segments, seconds, attach]);

  return (
    <>
      <div className="live-player">
        <PreviewCanvas previews={previews} className={pictureClass} testId="preview" label={job.frames} />
        <video
          ref={video}
          className={`${pictureClass} live-player__video`}
          data-testid="live-video"
          hidden={!streamed}
          aria-label={`${job.streamed}: ${isolated(prompt)}`}
          controls
          muted
          playsInline
        />
        {!hasFrames && !playable && (
          <div className="live-player__wait">
            <Mark size={104} turning />
          </div>
        )}
        {streamed && waiting && <p className="live-player__note">{job.catchingUp}</p>}
      </div>
      {playable && choice && (
        <div className="live-player__choice" role="group" aria-label={job.film}>
          <button type="button" className="segment" aria-pressed={!newest} onClick={() => setNewest(false)}>
            {text.fromStart}
          </button>
          <button type="button" className="segment" aria-pressed={newest} onClick={() => setNewest(true)}>
            {text.newest}
          </button>
        </div>
      )}
    </>
  );
}
