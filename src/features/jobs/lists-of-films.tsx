import { useStudioState } from '../../store/use-studio.js';
import { lazyPart } from '../../ui/lazy-part.js';

const QueuePanel = lazyPart(async () => (await import('./queue/queue-panel.js')).QueuePanel);
const UnfinishedCard = lazyPart(async () => (await import('./queue/unfinished-card.js')).UnfinishedCard);
const JobPanel = lazyPart(async () => (await import('./job-panel.js')).JobPanel);

/** Films that wait for their turn, where there are some. */
export function Queue() {
  return useStudioState(({ queue }) => queue.length > 0) ? <QueuePanel /> : null;
}

/** Films that were interrupted, where there are some. */
export function Unfinished() {
  return useStudioState(({ unfinished }) => unfinished.length > 0) ? <UnfinishedCard /> : null;
}

/** How far the film is that is being made, and the ways to stop it. */
export function JobProgressPanel() {
  return useStudioState(({ job }) => job !== null) ? <JobPanel /> : null;
}
