import './model-facts.css';
import { chosenBackend } from '../state/studio-state.js';
import { useStudioState } from '../state/use-studio.js';
import { pageTexts } from '../text/page.js';
import { useTexts } from '../text/use-texts.js';
import { sayBytes, sayDevice } from './say.js';

/** What will be fetched and what it will run on, told before either happens. */
export function ModelFacts() {
  const text = useTexts(pageTexts);
  const pack = useStudioState((state) => state.pack);
  const capabilities = useStudioState((state) => state.capabilities);
  const backend = useStudioState(chosenBackend);
  const ready = useStudioState((state) => state.ready);
  const failed = useStudioState((state) => state.setupError !== null);
  const packUrl = useStudioState((state) => state.load.packUrl);
  if (failed && pack === null) return null;
  const foreign = URL.canParse(packUrl) && new URL(packUrl).origin !== window.location.origin;
  return (
    <dl className="model-facts" data-testid="model" aria-busy={pack === null}>
      <div>
        <dt>{text.model}</dt>
        <dd>{pack === null ? text.readingManifest : `${pack.title}, ${pack.version}`}</dd>
      </div>
      {pack !== null && (
        <div>
          <dt>{text.size}</dt>
          <dd>
            {sayBytes(pack.downloadBytes)}
            {`, ${ready ? text.inMemory : text.fetchedFrom(foreign ? new URL(packUrl).host : null)}`}
          </dd>
        </div>
      )}
      {capabilities !== null && backend !== null && (
        <div>
          <dt>{text.runsOn}</dt>
          <dd>{sayDevice(backend, capabilities)}</dd>
        </div>
      )}
    </dl>
  );
}
