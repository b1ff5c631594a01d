import { useModels, useModelsState } from '../use-models.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatBytes } from '../../../ui/format.js';
import { FetchBar } from '../fetch-bar.js';
import { formatOrigin } from '../pack-address.js';
import { dialogTexts } from './dialog-texts.js';

export interface ShownModel {
  readonly packUrl: string;
  readonly title: string;
  readonly version: string | null;
  /** Null while unknown. */
  readonly bytes: number | null;
  readonly doneBytes: number;
}

/** One model on this device: where it comes from, how much of it is here, and its fetching and deleting. */
export function ModelRow({ model }: { readonly model: ShownModel }) {
  const models = useModels();
  const text = useTexts(dialogTexts);
  const progress = useModelsState((state) => state?.fetching[model.packUrl]);
  if (models === null) return null;
  const { packUrl, title, version, bytes, doneBytes } = model;
  const whole = bytes !== null && doneBytes >= bytes;
  return (
    <li className="model-row" data-testid="model-row" data-pack={packUrl}>
      <div className="model-row__words">
        <p className="model-row__name">
          <bdi>{title}</bdi> {version !== null && <span className="model-row__version">{version}</span>}
        </p>
        <p className="model-row__from">
          {formatOrigin(models.originOf(packUrl), text)}
          {bytes !== null && ` · ${whole ? `${text.kept}, ${formatBytes(bytes)}` : doneBytes > 0 ? text.partly(formatBytes(doneBytes), formatBytes(bytes)) : text.notFetched(formatBytes(bytes))}`}
        </p>
        {progress !== undefined && <FetchBar label={title} {...progress} />}
      </div>
      <div className="model-row__actions">
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
