import { useStudioState } from '../../store/use-studio.js';
import { lazyPart } from '../../ui/lazy-part.js';

const QueuePanel = lazyPart(async () => (await import('./queue-panel.js')).QueuePanel);
const UnfinishedCard = lazyPart(async () => (await import('./unfinished-card.js')).UnfinishedCard);

/** Films that wait for their turn, where there are some. */
export function Queue() {
  return useStudioState(({ queue }) => queue.length > 0) ? <QueuePanel /> : null;
}

/** Films that were interrupted, where there are some. */
export function Unfinished() {
  return useStudioState(({ unfinished }) => unfinished.length > 0) ? <UnfinishedCard /> : null;
}
