import './model-facts.css';
import { CLEARLY_FASTER, timesFaster } from '../../../contract/backends/measured-backends.js';
import { originOf } from './pack-address.js';
import { chosenBackend, computesInHalf, measuredSeconds } from './model-slice.js';
import { useModels, useModelsState } from './use-models.js';
import { useStudioState } from '../../store/use-studio.js';
import { modelTexts } from './model-texts.js';
import { pageTexts } from '../../i18n/page-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { useOfflineStatus } from './use-offline-status.js';
import { describeDevice, formatBytes, formatNumber } from '../../ui/format.js';

/** What will be fetched and what it will run on, told before either happens. */
export function ModelFacts() {
  const text = useTexts(pageTexts);
  const words = useTexts(modelTexts);
  const models = useModels();
  const pack = useStudioState((state) => state.pack);
  const capabilities = useStudioState((state) => state.capabilities);
  const backend = useStudioState(chosenBackend);
  const seconds = useStudioState(measuredSeconds);
  const ready = useStudioState((state) => state.ready);
  const halfFloats = useStudioState(computesInHalf);
  const failed = useStudioState((state) => state.setupError !== null);
  const kept = useModelsState((state) => state?.current?.missingBytes === 0);
  const offline = useOfflineStatus();
  const packUrl = useStudioState(({ load }) => load.packUrl);
  const origin = originOf(packUrl, document.baseURI);
  const button = models !== null && (
    <button type="button" className="model-facts__open" onClick={() => models.setOpen(true)} data-testid="models-open">
      {words.open}
    </button>
  );
  if (failed && pack === null) return button;
  const times = seconds !== null && backend !== null ? timesFaster(seconds, backend) : 0;
  return (
    <dl className="model-facts" data-testid="model" aria-busy={pack === null}>
      <div>
        <dt>{text.model}</dt>
        <dd>
          {pack === null ? text.readingManifest : `${pack.title}, ${pack.version}`} {button}
        </dd>
      </div>
      <div>
        <dt>{text.size}</dt>
        <dd>{pack !== null && `${formatBytes(pack.downloadBytes)}, ${ready ? text.inMemory : kept ? words.onDevice : text.fetchedFrom(origin.kind === 'host' ? origin.host : null)}`}</dd>
      </div>
      {capabilities !== null && backend !== null && (
        <div>
          <dt>{text.runsOn}</dt>
          <dd data-testid="runs-on">
            {describeDevice(backend, capabilities)}
            {halfFloats && `, ${words.halfFloats}`}
            {times >= CLEARLY_FASTER && `, ${words.fasterHere(backend, formatNumber(times, 1))}`}
          </dd>
        </div>
      )}
      {offline.ready && (
        <div>
          <dt>{words.factOffline}</dt>
          <dd data-testid="offline-ready">{offline.line}</dd>
        </div>
      )}
    </dl>
  );
}
