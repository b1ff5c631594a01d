import './models-dialog.css';
import { useModels, useModelsState } from './use-models.js';
import { useStudioState } from '../../store/use-studio.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Dialog } from '../../ui/dialog.js';
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
  if (models === null || !open) return null;
  return (
    <Dialog title={text.title} closeLabel={text.close} testId="models" wide onClose={() => models.setOpen(false)}>
      <div className="models__body">
          <ProposalCard />
          <ModelsError />
          <ul className="models__list">
            <Rows />
          </ul>
          <AddModel />
          <DeviceFacts />
          <p className="models__note">{text.intro}</p>
      </div>
    </Dialog>
  );
}

function Rows() {
  const models = useModels();
  const kept = useModelsState((state) => state?.inventory?.packs);
  const current = useModelsState((state) => state?.current ?? null);
  const used = useStudioState((state) => state.load.packUrl);
  const pack = useStudioState((state) => state.pack);
  const text = useTexts(modelTexts);
  if (models === null) return null;
  const rows: ShownModel[] = (kept ?? []).map((model) => ({ ...model, inUse: model.packUrl === used }));
  if (!rows.some(({ inUse }) => inUse) && pack !== null) {
    rows.unshift({ packUrl: used, title: pack.title, version: pack.version, bytes: pack.downloadBytes, doneBytes: pack.downloadBytes - (current?.missingBytes ?? pack.downloadBytes), inUse: true });
  }
  // The model of the site is listed also before anything of it was fetched, its manifest included.
  if (!rows.some(({ packUrl }) => packUrl === models.starterUrl)) {
    rows.push({ packUrl: models.starterUrl, title: text.siteModel, version: null, bytes: null, doneBytes: 0, inUse: false });
  }
  rows.sort((a, b) => Number(b.packUrl === models.starterUrl) - Number(a.packUrl === models.starterUrl));
  return rows.map((model) => <ModelRow key={model.packUrl} model={model} />);
}
