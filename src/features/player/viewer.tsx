import { scenesOf, secondsOf } from '../../../contract/request/request.js';
import './viewer.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { viewerTexts } from './viewer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { PlayIcon, SparkIcon } from '../../ui/icons/icons.js';
import { JobProgressPanel } from '../jobs/lists-of-films.js';
import { Mark } from '../../ui/mark.js';
import { aspectOf } from './aspect.js';
import { fetchLivePlayer, fetchPlayer, LivePlayer, Player } from './lazy-players.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';

/** The film's frame: empty, then the film in the making, then the film. */
export function Viewer() {
  const job = useStudioState((state) => state.job?.startedAt ?? null);
  const watching = useStudioState((state) => state.job !== null && state.watchingJob);
  const clip = useStudioState(({ clips, currentClipId }) => clips.find(({ id }) => id === currentClipId) ?? null);
  const element = useRef<HTMLDivElement>(null);

  // On a phone the screen is below the fold when the film begins.
  useEffect(() => {
    if (!watching) return;
    let wanted = true;
    const show = (): void => {
      if (wanted) element.current?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
    };
    show();
    // The first time, the player is fetched, and is larger than what holds its place.
    fetchLivePlayer().then(() => requestAnimationFrame(() => requestAnimationFrame(show)), () => undefined);
    return () => {
      wanted = false;
    };
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
    <div ref={element} id="screen" className="viewer" tabIndex={-1}>
      {watching ? <FilmInTheMaking key={job} /> : clip !== null ? <Player key={clip.id} clip={clip} /> : job === null && <Empty />}
      <JobProgressPanel />
    </div>
  );
}

function FilmInTheMaking() {
  const studio = useStudio();
  const hasFrames = useStudioState((state) => (state.job?.frames ?? 0) > 0);
  const seconds = useStudioState(({ job }) => (job === null ? 0 : secondsOf(job.settings.subject)));
  const prompt = useStudioState(({ job }) => (job === null ? '' : (scenesOf(job.settings.subject)[0]?.prompt ?? '')));
  const [startedAt] = useState(() => studio.store.getState().job?.startedAt);
  const fps = useStudioState(({ job, pack }) => job?.settings.fps ?? pack?.frame.fps ?? 1);
  const size = useStudioState(({ job, pack }) => job?.settings.size ?? pack?.frame);
  // The film that is being made will want it, whatever becomes of the network until then.
  useEffect(() => void fetchPlayer().catch(() => undefined), []);
  const attach = useCallback(
    (video: HTMLVideoElement): (() => void) => {
      const detach = studio.player.attach(video, fps);
      return () => {
        detach();
        // Only the film that has just been finished, and is shown here now, continues where the live player was.
        const { job, watchingJob } = studio.store.getState();
        if (job?.startedAt !== startedAt && !watchingJob) studio.player.playhead = video.currentTime;
      };
    },
    [studio, startedAt, fps],
  );
  return (
    <div className="viewer__gate live-player__gate" style={aspectOf(size)}>
      <LivePlayer
        previews={studio.previews}
        segments={studio.segments}
        hasFrames={hasFrames}
        seconds={seconds}
        prompt={prompt}
        pictureClass="viewer__picture"
        choice
        attach={attach}
      />
    </div>
  );
}

/** An empty screen suggests a film that is one press away. */
function Empty() {
  const studio = useStudio();
  const text = useTexts(viewerTexts);
  const pack = useStudioState((state) => state.pack);
  const usable = useStudioState((state) => state.setupError === null);
  const [turn, setTurn] = useState(0);
  const examples = pack?.vocabulary.examples ?? [];
  const idea = examples[turn % Math.max(1, examples.length)];
  return (
    <>
      <div className="viewer__gate">
        <div className="viewer__empty">
          <Mark size={88} />
          {(idea !== undefined || pack === null) && usable && (
            // Takes its place before the model's ideas are known, so that nothing moves when they are.
            <div className="viewer__invite" hidden={idea === undefined}>
              <p className="viewer__how">{text.invite}</p>
              <p className="viewer__idea" lang="en">
                {idea}
              </p>
              <div className="viewer__actions">
                <button
                  type="button"
                  className="button button--lamp"
                  data-testid="make-idea"
                  onClick={() => {
                    if (idea === undefined) return;
                    studio.scenes.setPrompt(idea);
                    void studio.composer.generate();
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
      <p className="viewer__caption">
        {text.empty}
        {pack !== null && <span>{text.size(pack.frame.width, pack.frame.height, pack.frame.fps)}</span>}
      </p>
    </>
  );
}
