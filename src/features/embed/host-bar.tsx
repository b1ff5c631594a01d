import './embed-view.css';
import { CommissionsContext, useCommissionsState } from './use-embed-session.js';
import type { Commissions } from './embed-session.js';
import { EmbedProgress } from './embed-progress.js';

/** Over the studio in a frame: the film that the page around it asks for. Nobody's machine works unannounced. */
export function HostBar({ commissions }: { readonly commissions: Commissions }) {
  return (
    <CommissionsContext value={commissions}>
      <Bar />
    </CommissionsContext>
  );
}

function Bar() {
  const making = useCommissionsState(({ current }) => current !== null);
  return making ? (
    <aside className="host-bar">
      <EmbedProgress />
    </aside>
  ) : null;
}
