import '../../../ui/notices.css';
import { useModels } from '../use-models.js';
import { useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { restoreTexts } from './restore-texts.js';
import type { WantedModels } from './find-models.js';

/** Which models the film was made with that are not in use: the present ones make it otherwise. */
export function MissingModels({ wanted }: { readonly wanted: WantedModels }) {
  const models = useModels();
  const text = useTexts(restoreTexts);
  const present = useStudioState(({ pack }) => pack?.title ?? '');
  const making = useStudioState(({ job }) => job !== null);
  if (models === null) return null;
  const { pair } = wanted;
  const missing = wanted.models.filter(({ here }) => !here);
  const open = (address: string, role: 'draw' | 'move'): void => {
    models.setOpen(true);
    models.propose(address, role);
  };
  return (
    <div className="notice notice--warning" role="status" data-testid="models-missing">
      {pair === null ? missing.map(({ model }) => <p key={model.id}>{text.missing(model.title, model.version, present)}</p>) : <p>{text.others(present)}</p>}
      <p className="notice__actions">
        {pair !== null && (
          <button type="button" className="button" disabled={making} data-testid="models-restore" onClick={() => models.usePair(pair)}>
            {text.use}
          </button>
        )}
        {missing.map(
          ({ model, role, address }) =>
            address !== null && (
              <button key={model.id} type="button" className="button" data-testid="models-show" onClick={() => open(address, wanted.models.length > 1 ? role : 'move')}>
                {text.show(model.title)}
              </button>
            ),
        )}
        <button type="button" className="button button--bare" data-testid="models-missing-dismiss" onClick={models.dropWanted}>
          {text.dismiss}
        </button>
      </p>
    </div>
  );
}
