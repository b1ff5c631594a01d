import { useInstallationState, useModelsState } from './use-models.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';

/** Whether the page, the part that runs models and the model in use are all on this device, in words. */
export function useOfflineStatus(): { readonly ready: boolean; readonly line: string } {
  const text = useTexts(modelTexts);
  const shell = useInstallationState((state) => state?.shellKept ?? false);
  const runtime = useInstallationState((state) => state?.runtimeKept ?? false);
  const model = useModelsState((state) => state?.current?.missingBytes === 0);
  const ready = shell && runtime && model;
  return { ready, line: ready ? text.offlineReady : shell ? text.offlineShell : text.offlineNot };
}
