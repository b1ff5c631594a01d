import './screen.css';
import { useEffect, useRef, useState } from 'react';
import { useStudio, useStudioState } from '../state/use-studio.js';
import { screenTexts } from '../text/screen.js';
import { useTexts } from '../text/use-texts.js';
import { PlayIcon, SparkIcon } from './icons.js';
import { JobPanel } from './job-panel.js';
import { Mark } from './mark.js';
import { Player } from './player.js';
import { Projection } from './projection.js';
import { prefersStillness } from './stillness.js';

/** The film's frame: empty, then the film in the making, then the film. */
export function Screen() {
  const job = useStudioState((state) => state.job?.startedAt ?? null);
  const watching = useStudioState((state) => state.job !== null && state.watchingJob);
  const clip = useStudioState(({ clips, currentClipId }) => clips.find(({ id }) => id === currentClipId) ?? null);
  const element = useRef<HTMLDivElement>(null);

  // On a phone the screen is below the fold when the film begins.
  useEffect(() => {
    if (watching) element.current?.scrollIntoView({ block: 'nearest', behavior: prefersStillness() ? 'auto' : 'smooth' });
  }, [watching]);

  // The buttons of a film that has ended are gone, and with them the focus: it stays with the film.
  useEffect(() => {
    if (job === null) return;
    const screen = element.current;
    return () => {
      if (document.activeElement === document.body) screen?.focus({ preventScroll: true });
    };
  }, [job]);

  return (
    <div ref={element} id="screen" className="screen" tabIndex={-1}>
      {watching ? <Projection key={job} /> : clip !== null ? <Player key={clip.id} clip={clip} /> : job === null && <Empty />}
      <JobPanel />
    </div>
  );
}

/** An empty screen suggests a film that is one press away. */
function Empty() {
  const studio = useStudio();
  const text = useTexts(screenTexts);
  const pack = useStudioState((state) => state.pack);
  const usable = useStudioState((state) => state.setupError === null);
  const [turn, setTurn] = useState(0);
  const examples = pack?.vocabulary.examples ?? [];
  const idea = examples[turn % Math.max(1, examples.length)];
  return (
    <>
      <div className="screen__gate">
        <div className="screen__empty">
          <Mark size={88} />
          {(idea !== undefined || pack === null) && usable && (
            // The model's ideas come late; nothing moves for them.
            <div className="screen__invite" hidden={idea === undefined}>
              <p className="screen__how">{text.invite}</p>
              <p className="screen__idea" lang="en">
                {idea}
              </p>
              <div className="screen__actions">
                <button
                  type="button"
                  className="button button--lamp"
                  data-testid="make-idea"
                  onClick={() => {
                    if (idea === undefined) return;
                    studio.setPrompt(idea);
                    void studio.generate();
                  }}
                >
                  <PlayIcon />
                  {text.makeThis}
                </button>
                <button type="button" className="button" data-testid="next-idea" onClick={() => setTurn(turn + 1)}>
                  <SparkIcon />
                  {text.anotherIdea}
                </button>
              </div>
            </div>
          )}
        </div>
      </div>
      <p className="screen__caption">
        {text.empty}
        {pack !== null && <span>{text.size(pack.frame.width, pack.frame.height, pack.frame.fps)}</span>}
      </p>
    </>
  );
}
