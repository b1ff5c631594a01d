import './embed-view.css';
import { EmbedSessionContext, useEmbedSessionState } from './use-embed-session.js';
import type { EmbedSession } from './embed-session.js';
import { EmbedProgress } from './embed-progress.js';

/** Over the studio in a frame: the film that the page around it asks for. Nobody's machine works unannounced. */
export function HostBar({ session }: { readonly session: EmbedSession }) {
  return (
    <EmbedSessionContext value={session}>
      <Bar />
    </EmbedSessionContext>
  );
}

function Bar() {
  const making = useEmbedSessionState(({ current }) => current !== null);
  return making ? (
    <aside className="host-bar">
      <EmbedProgress />
    </aside>
  ) : null;
}
