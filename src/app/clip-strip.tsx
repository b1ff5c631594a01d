import './clip-strip.css';
import { useRef } from 'react';
import type { Clip } from '../state/studio-state.js';
import { useObjectUrl, useStudio, useStudioState } from '../state/use-studio.js';
import { saySeconds } from './say.js';
import { prefersStillness } from './stillness.js';

/** The films of this visit, newest first. They are kept in memory only, and the page says so. */
export function ClipStrip() {
  const clips = useStudioState((state) => state.clips);
  const currentClipId = useStudioState((state) => state.currentClipId);
  if (clips.length === 0) return null;
  return (
    <section className="strip" aria-labelledby="strip-name">
      <h2 id="strip-name" className="strip__name">
        Films of this visit
      </h2>
      <ul className="strip__list">
        {clips.map((clip) => (
          <li key={clip.id}>
            <ClipButton clip={clip} current={clip.id === currentClipId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ClipButton({ clip, current }: { readonly clip: Clip; readonly current: boolean }) {
  const studio = useStudio();
  const url = useObjectUrl(clip.file);
  const video = useRef<HTMLVideoElement>(null);
  // A play that is cut short by a pause rejects; that is how hovering past looks.
  const play = (): void => {
    if (!prefersStillness()) video.current?.play().catch(() => undefined);
  };
  const pause = (): void => video.current?.pause();
  return (
    <button
      type="button"
      className="strip__clip"
      data-testid="clip"
      aria-pressed={current}
      title={clip.order.prompt}
      onClick={() => studio.selectClip(clip.id)}
      onPointerEnter={play}
      onPointerLeave={pause}
      onFocus={play}
      onBlur={pause}
    >
      <video ref={video} src={url ?? undefined} muted loop playsInline preload="auto" tabIndex={-1} aria-hidden="true" />
      <span className="strip__prompt">{clip.order.prompt}</span>
      <span className="strip__fact">
        {saySeconds(clip.metadata.seconds)}, seed {clip.order.seed}
      </span>
    </button>
  );
}
