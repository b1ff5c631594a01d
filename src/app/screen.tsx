import './screen.css';
import { useEffect, useRef } from 'react';
import { useStudioState } from '../state/use-studio.js';
import { Mark } from './mark.js';
import { Player } from './player.js';
import { Projection } from './projection.js';

/** The film's frame: empty, then the film in the making, then the film. */
export function Screen() {
  const running = useStudioState((state) => state.job !== null);
  const clip = useStudioState(({ clips, currentClipId }) => clips.find(({ id }) => id === currentClipId) ?? null);
  const element = useRef<HTMLDivElement>(null);

  // On a phone the screen is below the fold when the film begins.
  useEffect(() => {
    if (running) element.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [running]);

  return (
    <div ref={element} className="screen">
      {running ? <Projection /> : clip === null ? <Empty /> : <Player key={clip.id} clip={clip} />}
    </div>
  );
}

function Empty() {
  const frame = useStudioState(({ pack }) => pack?.frame);
  return (
    <>
      <div className="screen__gate">
        <div className="screen__empty">
          <Mark size={104} />
        </div>
      </div>
      <p className="screen__caption">
        Your film plays here
        {frame !== undefined && (
          <span>
            {frame.width} × {frame.height}, {frame.fps} frames a second
          </span>
        )}
      </p>
    </>
  );
}
