import { useInstallation, useInstallationState, useModelsState } from '../use-models.js';
import { dialogTexts } from './dialog-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatBytes } from '../../../ui/format.js';
import { useOfflineStatus } from '../use-offline-status.js';

/** What this site takes of the device, whether the browser may clear it, and whether the network is still needed. */
export function DeviceFacts() {
  const text = useTexts(dialogTexts);
  const installation = useInstallation();
  const installable = useInstallationState((state) => state?.installable ?? false);
  const inventory = useModelsState((state) => state?.inventory ?? null);
  const persisted = useModelsState((state) => state?.persisted ?? null);
  const offline = useOfflineStatus();
  if (inventory === null) return null;
  const { usedBytes, freeBytes, packs } = inventory;
  const room = [...(usedBytes === null ? [] : [text.used(formatBytes(usedBytes))]), ...(freeBytes === null ? [] : [text.free(formatBytes(freeBytes))])];
  return (
    <section className="device-facts" data-testid="device-facts">
      <h3 className="models__subtitle">{text.deviceTitle}</h3>
      <p>{offline.line}</p>
      {room.length > 0 && <p>{room.join(', ')}</p>}
      {packs.length > 0 && persisted !== null && <p>{persisted ? text.persisted : text.notPersisted}</p>}
      {installable && (
        <button type="button" className="button" onClick={() => void installation?.install()} data-testid="install">
          {text.install}
        </button>
      )}
    </section>
  );
}
