import { useModels, useModelsState } from './use-models.js';
import { useStudioState } from '../../store/use-studio.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { formatBytes } from '../../ui/format.js';
import { formatOrigin } from './pack-address.js';

export interface ShownModel {
  readonly packUrl: string;
  readonly title: string;
  readonly version: string | null;
  /** Null while unknown. */
  readonly bytes: number | null;
  readonly doneBytes: number;
  readonly inUse: boolean;
}

/** One model: where it comes from, how much of it is here, and what can be done with it. */
export function ModelRow({ model }: { readonly model: ShownModel }) {
  const models = useModels();
  const text = useTexts(modelTexts);
  const progress = useModelsState((state) => state?.fetching[model.packUrl]);
  const making = useStudioState(({ job }) => job !== null);
  if (models === null) return null;
  const { packUrl, title, version, bytes, doneBytes, inUse } = model;
  const whole = bytes !== null && doneBytes >= bytes;
  return (
    <li className="model-row" data-testid="model-row" data-pack={packUrl} aria-current={inUse || undefined}>
      <div className="model-row__words">
        <p className="model-row__name">
          <bdi>{title}</bdi>
          {version !== null && <span className="model-row__version">{version}</span>}
          {inUse && <span className="model-row__badge">{text.inUse}</span>}
        </p>
        <p className="model-row__from">
          {formatOrigin(models.originOf(packUrl), text)}
          {bytes !== null && ` · ${whole ? `${text.kept}, ${formatBytes(bytes)}` : doneBytes > 0 ? text.partly(formatBytes(doneBytes), formatBytes(bytes)) : text.notHere(formatBytes(bytes))}`}
        </p>
        {progress !== undefined && <FetchBar label={title} {...progress} />}
      </div>
      <div className="model-row__actions">
        {progress === undefined && !inUse && whole && (
          <button type="button" className="button" disabled={making} onClick={() => models.use(packUrl)} data-testid="model-use">
            {text.use}
          </button>
        )}
        {progress === undefined && !whole && (
          <button type="button" className="button" onClick={() => void models.fetch(packUrl)} data-testid="model-fetch">
            {doneBytes > 0 ? text.goOn : text.fetch}
          </button>
        )}
        {progress !== undefined && (
          <button type="button" className="button" onClick={() => void models.pause(packUrl)} data-testid="model-pause">
            {text.pause}
          </button>
        )}
        {progress === undefined && doneBytes > 0 && (
          <button type="button" className="button button--bare" onClick={() => void models.remove(packUrl)} aria-label={text.removeOf(title)} data-testid="model-remove">
            {text.remove}
          </button>
        )}
      </div>
    </li>
  );
}

export function FetchBar({ label, doneBytes, totalBytes }: { readonly label: string; readonly doneBytes: number; readonly totalBytes: number }) {
  const text = useTexts(modelTexts);
  const progress = totalBytes === 0 ? text.working : text.fetching(formatBytes(doneBytes), formatBytes(totalBytes));
  return (
    <div className="fetch-bar" data-testid="fetch-bar">
      <ProgressBar fraction={totalBytes === 0 ? 0 : doneBytes / totalBytes} label={label} valueText={progress} />
      <span>{progress}</span>
    </div>
  );
}
