import { lazyPart } from '../../ui/lazy-part.js';
import { useModelsState } from './use-models.js';

const ModelsDialog = lazyPart(async () => (await import('./dialog/models-dialog.js')).ModelsDialog);
const MissingModels = lazyPart(async () => (await import('./restore/missing-models.js')).MissingModels);

export function ModelsDialogLoader() {
  return useModelsState((state) => state?.open ?? false) ? <ModelsDialog /> : null;
}

/** Says which models of the film, whose settings are in the form, are not in use. */
export function MissingModelsLoader() {
  const wanted = useModelsState((state) => state?.wanted ?? null);
  return wanted === null ? null : <MissingModels wanted={wanted} />;
}
