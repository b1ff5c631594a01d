import './models-dialog.css';
import { useEffect } from 'react';
import { useModels, useModelsState } from '../use-models.js';
import { useStudioState } from '../../../store/use-studio.js';
import { modelTexts } from '../model-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { Dialog } from '../../../ui/dialog.js';
import { AddModel } from './add-model.js';
import { DeviceFacts } from './device-facts.js';
import { dialogTexts } from './dialog-texts.js';
import { ModelRecipes } from './model-recipes.js';
import { ModelsError } from '../models-error.js';
import { ModelRow, type ShownModel } from './model-row.js';
import { ProposalCard } from './proposal-card.js';
import { RoleChoice } from './role-choice.js';

/** Which models draw and move, what of them is on this device, and where others come from. */
export function ModelsDialog() {
  const models = useModels();
  const title = useTexts(modelTexts).title;
  const text = useTexts(dialogTexts);
  useEffect(() => {
    void models?.listChoices();
  }, [models]);
  if (models === null) return null;
  return (
    <Dialog title={title} closeLabel={text.close} testId="models" wide onClose={() => models.setOpen(false)}>
      <div className="models__body">
        <ProposalCard />
        <ModelsError />
        <RoleChoice role="draw" />
        <RoleChoice role="move" />
        <section className="models__part">
          <h3 className="models__subtitle">{text.storedTitle}</h3>
          <ul className="models__list">
            <Rows />
          </ul>
        </section>
        <ModelRecipes />
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
  const { packUrl, drawPackUrl } = useStudioState((state) => state.load);
  const pack = useStudioState((state) => state.pack);
  const text = useTexts(dialogTexts);
  if (models === null) return null;
  const rows: ShownModel[] = [...(kept ?? [])];
  // A model in use, of which nothing is here yet.
  if (drawPackUrl === undefined && !rows.some((row) => row.packUrl === packUrl) && pack !== null) {
    rows.unshift({ packUrl, title: pack.title, version: pack.version, bytes: pack.downloadBytes, doneBytes: pack.downloadBytes - (current?.missingBytes ?? pack.downloadBytes) });
  }
  // The model of the site is listed also before anything of it was fetched, its manifest included.
  if (!rows.some((row) => row.packUrl === models.starterUrl)) {
    rows.push({ packUrl: models.starterUrl, title: text.siteModel, version: null, bytes: null, doneBytes: 0 });
  }
  rows.sort((a, b) => Number(b.packUrl === models.starterUrl) - Number(a.packUrl === models.starterUrl));
  return rows.map((model) => <ModelRow key={model.packUrl} model={model} />);
}
