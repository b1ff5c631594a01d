import { secondsOf } from '../../../../contract/request/request.js';
import './queue-panel.css';
import { useRef, type HTMLAttributes } from 'react';
import { settingsTitle } from '../../composer/settings/generation-settings.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { queueTexts } from './queue-texts.js';
import { viewerTexts } from '../../player/viewer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { useDragOrder } from '../../../ui/order/drag-order.js';
import { CrossIcon } from '../../../ui/icons/icons.js';
import { Menu, MenuItem } from '../../../ui/menu.js';
import { PencilIcon } from '../../../ui/icons/tool-icons.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import type { QueuedJob } from '../jobs-slice.js';
import { formatDuration } from '../../../ui/format.js';

/** Films that wait for their turn, in the order in which they will be made. */
export function QueuePanel() {
  const studio = useStudio();
  const text = useTexts(queueTexts);
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
        {queue.map((job, index) => (
          <QueuedFilm
            key={job.id}
            job={job}
            index={index}
            last={index === queue.length - 1}
            drag={{ ...drag.item(job.id, index), onKeyDown: drag.keys(job.id, index) }}
            onGone={() => list.current?.focus()}
          />
        ))}
      </ol>
    </section>
  );
}

interface QueuedFilmProps {
  readonly job: QueuedJob;
  readonly index: number;
  readonly last: boolean;
  readonly drag: HTMLAttributes<HTMLLIElement>;
  /** The button that had the focus is gone with the film. */
  readonly onGone: () => void;
}

function QueuedFilm({ job: { id, settings, thumbnail }, index, last, drag, onGone }: QueuedFilmProps) {
  const studio = useStudio();
  const text = useTexts(queueTexts);
  const { facts } = useTexts(viewerTexts);
  const edited = useStudioState(({ editedJobId }) => editedJobId === id);
  const title = settingsTitle(settings);
  const edit = (): void => {
    studio.composer.restoreSettings(settings);
    studio.jobs.editQueued(id);
    document.getElementById('prompt')?.focus();
  };
  return (
    <li className="queue__film" data-testid="queued" data-edited={edited} {...drag}>
      <span className="queue__place">{index + 1}</span>
      {thumbnail !== undefined && <Thumbnail picture={thumbnail} />}
      <span className="queue__words">
        <span className="queue__prompt" lang="en" dir="auto">
          {title}
        </span>
        <span className="queue__fact">
          {edited ? text.inForm : `${formatDuration(secondsOf(settings.subject))}, ${facts.seed} ${settings.seed}`}
        </span>
      </span>
      {edited ? (
        <button type="button" className="button queue__keep" data-testid="queued-keep" aria-label={text.leaveOf(title)} onClick={studio.jobs.stopEditing}>
          {text.leave}
        </button>
      ) : (
        <button type="button" className="icon-button" data-testid="queued-edit" aria-label={text.edit(title)} title={text.edit(title)} onClick={edit}>
          <PencilIcon />
        </button>
      )}
      <Menu label={text.more(title)} buttonClass="icon-button" testId="queued-more">
        {(close) => {
          const then = (action: () => void) => (): void => {
            close();
            action();
          };
          return (
            <>
              <MenuItem testId="queued-duplicate" label={text.duplicate} onChoose={then(() => studio.jobs.duplicateQueued(id, studio.composer.randomSeed()))} />
              {index > 0 && <MenuItem testId="queued-earlier" label={text.earlier} onChoose={then(() => studio.jobs.moveQueued(id, index - 1))} />}
              {!last && <MenuItem testId="queued-later" label={text.later} onChoose={then(() => studio.jobs.moveQueued(id, index + 1))} />}
            </>
          );
        }}
      </Menu>
      <button
        type="button"
        className="icon-button"
        aria-label={text.remove(title)}
        title={text.remove(title)}
        onClick={() => {
          studio.jobs.removeQueued(id);
          onGone();
        }}
      >
        <CrossIcon />
      </button>
    </li>
  );
}

function Thumbnail({ picture }: { readonly picture: Blob }) {
  const url = useObjectUrl(picture);
  return url === null ? null : <img className="queue__thumb" data-testid="queued-thumb" src={url} alt="" />;
}
