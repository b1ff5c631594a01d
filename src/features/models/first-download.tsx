import './first-download.css';
import { useModels, useModelsState } from './use-models.js';
import { useStudioState } from '../../store/use-studio.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { formatBytes } from '../../ui/format.js';
import { drawsFirstFrame } from '../composer/composer-slice.js';
import { lazyPart } from '../../ui/lazy-part.js';
import { ModelsError } from './models-error.js';

const FetchBar = lazyPart(async () => (await import('./fetch-bar.js')).FetchBar);

/**
 * Says before the first film what will be downloaded, how much, from where, and that it is stored. Pressing "Generate" below
 * it is the person's consent; the checkbox leaves the storing out. Hidden once the model is on the device.
 */
export function FirstDownload() {
  const models = useModels();
  const dialogOpen = useModelsState((state) => state?.open ?? false);
  const text = useTexts(modelTexts);
  const offer = useModelsState((state) => state?.current ?? null);
  const ready = useStudioState((state) => state.ready);
  const making = useStudioState(({ job }) => job !== null);
  const load = useStudioState((state) => state.load);
  const impossible = useStudioState(({ setupError }) => setupError !== null);
  const progress = useModelsState((state) => state?.fetching[load.packUrl] ?? state?.fetching[load.drawPackUrl ?? '']);
  const drawn = useStudioState(drawsFirstFrame);
  const expected = useModelsState((state) => state?.expectsDownload ?? false);
  const described = useStudioState(({ pack }) => pack !== null);
  if (models === null || !described || impossible) return null;
  if (offer === null || offer.packUrl !== load.packUrl) {
    // Reserves the space, so that nothing moves when the text appears.
    return expected ? <div className="first-fetch first-fetch--room" aria-hidden="true" /> : null;
  }
  const toStart = offer.missingToStart - (drawn ? 0 : offer.drawMissingToStart);
  if (toStart === 0 || ready || making) return null;
  const rest = offer.missingBytes - offer.missingToStart;
  const origin = models.originOf(load.packUrl);
  const size = formatBytes(toStart);
  return (
    <aside className="first-fetch" data-testid="first-fetch">
      {offer.fits ? (
        <p>{text.firstFetch(size, origin.kind === 'host' ? origin.host : text.thisSite, rest > 0 && load.keep !== false ? formatBytes(rest) : null)}</p>
      ) : (
        <p data-testid="first-fetch-no-room">{offer.storage ? text.firstFetchNoRoom(size) : text.firstFetchNoStorage(size)}</p>
      )}
      {progress === undefined ? (
        offer.fits && (
          <div className="first-fetch__choice">
            <label className="first-fetch__keep">
              <input type="checkbox" checked={load.keep !== false} onChange={(event) => models.setKeep(event.target.checked)} data-testid="keep-model" />
              {text.keep}
            </label>
            {load.keep !== false && (
              <button type="button" className="first-fetch__now" onClick={() => void models.fetchCurrent()} data-testid="fetch-now">
                {text.fetchNow}
              </button>
            )}
          </div>
        )
      ) : (
        <FetchBar label={text.title} {...progress} />
      )}
      {!dialogOpen && <ModelsError />}
    </aside>
  );
}
