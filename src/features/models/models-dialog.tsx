import './models-dialog.css';
import { useEffect, useRef } from 'react';
import { useModels, useModelsState } from './use-models.js';
import { useStudioState } from '../../store/use-studio.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { CrossIcon } from '../../ui/icons.js';
import { AddModel } from './add-model.js';
import { DeviceFacts } from './device-facts.js';
import { ModelsError } from './models-error.js';
import { ModelRow, type ShownModel } from './model-row.js';
import { ProposalCard } from './proposal-card.js';

/** Which models there are, what of them is on this device, and where others come from. */
export function ModelsDialog() {
  const models = useModels();
  const open = useModelsState((state) => state?.open ?? false);
  const text = useTexts(modelTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  if (models === null) return null;
  return (
    <dialog ref={dialog} className="models" aria-labelledby="models-title" data-testid="models" onClose={() => models.setOpen(false)}>
      {open && (
        <div className="models__body">
          <header className="models__head">
            <h2 id="models-title">{text.title}</h2>
            <button type="button" className="button button--bare button--square" onClick={() => models.setOpen(false)} aria-label={text.close} data-testid="models-close">
              <CrossIcon />
            </button>
          </header>
          <ProposalCard />
          <ModelsError />
          <ul className="models__list">
            <Rows />
          </ul>
          <AddModel />
          <DeviceFacts />
          <p className="models__note">{text.intro}</p>
        </div>
      )}
    </dialog>
  );
}

function Rows() {
  const models = useModels();
  const kept = useModelsState((state) => state?.inventory?.packs);
  const current = useModelsState((state) => state?.current ?? null);
  const used = useStudioState((state) => state.load.packUrl);
  const pack = useStudioState((state) => state.pack);
  if (models === null) return null;
  const rows: ShownModel[] = (kept ?? []).map((model) => ({ ...model, inUse: model.packUrl === used }));
  if (!rows.some(({ inUse }) => inUse) && pack !== null) {
    rows.unshift({ packUrl: used, title: pack.title, version: pack.version, bytes: pack.downloadBytes, doneBytes: pack.downloadBytes - (current?.missingBytes ?? pack.downloadBytes), inUse: true });
  }
  // The site's own model is always to be had, fetched or not.
  if (!rows.some(({ packUrl }) => packUrl === models.starterUrl)) {
    rows.push({ packUrl: models.starterUrl, title: 'Kinora starter', version: null, bytes: null, doneBytes: 0, inUse: false });
  }
  rows.sort((a, b) => Number(b.packUrl === models.starterUrl) - Number(a.packUrl === models.starterUrl));
  return rows.map((model) => <ModelRow key={model.packUrl} model={model} />);
}
