import './transparent-film.css';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatDuration } from '../../../ui/format.js';
import { PauseIcon, PlayIcon } from '../../../ui/icons/icons.js';
import { prefersReducedMotion } from '../../../ui/prefers-reduced-motion.js';
import { canLoop } from '../../composer/can-loop.js';
import { drawUnstacked } from './draw-unstacked.js';
import { transparentTexts } from './transparent-texts.js';

export interface TransparentFilmProps {
  readonly url: string | undefined;
  readonly label: string;
  /** CSS class of the picture. */
  readonly className: string;
  /** Called with the video behind the picture, and what it returns when that leaves the page. */
  readonly attach?: (video: HTMLVideoElement) => () => void;
}

/** Plays a film that is stored with its alpha below its colours, on a chequered ground. */
export function TransparentFilm({ url, label, className, attach }: TransparentFilmProps) {
  const text = useTexts(transparentTexts);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [playing, setPlaying] = useState(false);
  const [place, setPlace] = useState(0);
  const [length, setLength] = useState(0);

  useEffect(() => (video.current === null ? undefined : attach?.(video.current)), [attach]);
  useEffect(() => (video.current === null || canvas.current === null ? undefined : drawUnstacked(video.current, canvas.current, setPlace)), [url]);

  const toggle = (): void => {
    const film = video.current;
    if (film?.paused === true) void film.play().catch(() => undefined);
    else film?.pause();
  };
  return (
    <div className="transparent-film">
      <canvas ref={canvas} className={`${className} chequered`} data-testid="transparent-picture" role="img" aria-label={label} onClick={toggle} />
      <video
        ref={video}
        className="transparent-film__source"
        data-testid="result-video"
        src={url}
        autoPlay={!prefersReducedMotion()}
        loop={canLoop()}
        muted
        playsInline
        preload="auto"
        tabIndex={-1}
        aria-hidden="true"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onLoadedMetadata={({ currentTarget }) => setLength(currentTarget.duration)}
      />
      <div className="transparent-film__controls">
        <button type="button" className="button" aria-label={playing ? text.pause : text.play} onClick={toggle}>
          {playing ? <PauseIcon /> : <PlayIcon />}
        </button>
        <input
          type="range"
          className="number-field__slider"
          aria-label={text.place}
          aria-valuetext={formatDuration(place)}
          min={0}
          max={length}
          step="any"
          value={place}
          onChange={({ target }) => {
            if (video.current !== null) video.current.currentTime = target.valueAsNumber;
          }}
        />
      </div>
    </div>
  );
}
