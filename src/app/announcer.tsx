import { useStudioState } from '../store/use-studio.js';

/** Tells a screen reader of each stage, once, when the person pauses. */
export function Announcer() {
  const announcement = useStudioState((state) => state.announcement);
  return (
    <div className="unseen" role="status" aria-live="polite" data-testid="announcer">
      {announcement}
    </div>
  );
}
