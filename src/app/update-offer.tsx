import './update-offer.css';
import { useInstallation, useInstallationState } from '../features/models/use-models.js';
import { useStudioState } from '../store/use-studio.js';
import { updateTexts } from './update-texts.js';
import { useTexts } from '../i18n/use-texts.js';

/** Offers a new version: while a film is being made it can only wait. */
export function UpdateOffer() {
  const installation = useInstallation();
  const update = useInstallationState((state) => state?.update ?? 'none');
  const making = useStudioState(({ job }) => job !== null);
  const text = useTexts(updateTexts);
  return (
    <div className="update" data-testid="update">
      <p>{making ? text.afterFilm : update === 'busy' ? text.otherTab : text.ready}</p>
      <div className="update__actions">
        <button type="button" className="button button--lamp" disabled={making || update === 'taking-over'} onClick={() => void installation?.takeUpdate()} data-testid="update-reload">
          {text.reload}
        </button>
        <button type="button" className="button" onClick={installation?.postponeUpdate} data-testid="update-later">
          {text.later}
        </button>
      </div>
    </div>
  );
}
