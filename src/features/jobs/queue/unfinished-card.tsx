import './queue-panel.css';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { queueTexts } from './queue-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatDateTime } from '../../../ui/format.js';

/** Films that were interrupted: the page was closed, or something broke. None goes on unasked. */
export function UnfinishedCard() {
  const studio = useStudio();
  const text = useTexts(queueTexts);
  const films = useStudioState((state) => state.unfinished);
  const pack = useStudioState((state) => state.pack);
  const isolated = useStudioState((state) => state.capabilities?.crossOriginIsolated ?? true);
  const busy = useStudioState((state) => state.job !== null);
  return (
    <section className="queue queue--unfinished" aria-labelledby="unfinished-title" data-testid="unfinished">
      <h2 id="unfinished-title" className="queue__title">
        {text.unfinished}
      </h2>
      <ul className="queue__list">
        {films.map(({ id, request, doneFrames, totalFrames, startedAt, pack: own, threads = 1 }) => {
          // A film from a picture was begun with the model that moves alone.
          const foreign = pack !== null && ![pack, pack.mover].some((known) => known?.id === own.id && known.version === own.version);
          return (
            <li key={id} className="queue__film">
              <span className="queue__words">
                <span className="queue__prompt" lang="en" dir="auto">
                  {request.prompt}
                </span>
                <span className="queue__fact">{text.unfinishedLine(doneFrames, totalFrames, formatDateTime(startedAt))}</span>
                {foreign && <span className="queue__fact">{text.otherPack(`${own.id} ${own.version}`)}</span>}
                {threads > 1 && !isolated && <span className="queue__fact">{text.fewerThreads(threads)}</span>}
              </span>
              <button
                type="button"
                className="button button--lamp"
                data-testid="recover"
                aria-label={text.recoverOf(request.prompt)}
                disabled={busy || foreign}
                onClick={() => void studio.jobs.recover(id)}
              >
                {text.recover}
              </button>
              <button type="button" className="button" data-testid="discard" aria-label={text.discardOf(request.prompt)} onClick={() => void studio.jobs.discard(id)}>
                {text.discard}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
