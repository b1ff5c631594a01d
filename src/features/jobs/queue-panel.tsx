import { secondsOf } from '../../../contract/request/request.js';
import './queue-panel.css';
import { useRef } from 'react';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { queueTexts } from './queue-texts.js';
import { viewerTexts } from '../player/viewer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { useDragOrder } from '../../ui/drag-order.js';
import { ArrowIcon, CrossIcon } from '../../ui/icons.js';
import { formatDuration } from '../../ui/format.js';

/** Films that wait for their turn, in the order in which they will be made. */
export function QueuePanel() {
  const studio = useStudio();
  const text = useTexts(queueTexts);
  const { facts } = useTexts(viewerTexts);
  const queue = useStudioState((state) => state.queue);
  const held = useStudioState((state) => state.queueHeld);
  const busy = useStudioState((state) => state.job !== null);
  const list = useRef<HTMLOListElement>(null);
  const drag = useDragOrder('film', queue, studio.jobs.moveQueued);
  return (
    <section className="queue" aria-labelledby="queue-title" data-testid="queue">
      <div className="queue__head">
        <h2 id="queue-title" className="queue__title">
          {text.title}
        </h2>
        <p className="queue__count">{text.waiting(queue.length)}</p>
      </div>
      {held && !busy && (
        <div className="queue__held" role="status">
          <p>{text.held}</p>
          <button type="button" className="button" onClick={studio.jobs.releaseQueue}>
            {text.goOn}
          </button>
        </div>
      )}
      <ol ref={list} className="queue__list" tabIndex={-1} aria-labelledby="queue-title">
        {queue.map(({ id, settings }, index) => {
          const title = settingsTitle(settings);
          return (
            <li key={id} className="queue__film" data-testid="queued" {...drag.item(id, index)} onKeyDown={drag.keys(id, index)}>
              <span className="queue__place">{index + 1}</span>
              <span className="queue__words">
                <span className="queue__prompt" lang="en" dir="auto">
                  {title}
                </span>
                <span className="queue__fact">
                  {formatDuration(secondsOf(settings.subject))}, {facts.seed} {settings.seed}
                </span>
              </span>
              <button type="button" className="icon-button" aria-label={text.earlier(title)} title={text.earlier(title)} disabled={index === 0} onClick={() => studio.jobs.moveQueued(id, index - 1)}>
                <ArrowIcon to="up" />
              </button>
              <button type="button" className="icon-button" aria-label={text.later(title)} title={text.later(title)} disabled={index === queue.length - 1} onClick={() => studio.jobs.moveQueued(id, index + 1)}>
                <ArrowIcon to="down" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={text.remove(title)}
                title={text.remove(title)}
                onClick={() => {
                  studio.jobs.removeQueued(id);
                  list.current?.focus();
                }}
              >
                <CrossIcon />
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
