import './update-notice.css';
import { useInstallation, useInstallationState } from '../features/models/use-models.js';
import { useStudioState } from '../store/use-studio.js';
import { updateTexts } from './update-texts.js';
import { useTexts } from '../i18n/use-texts.js';

/** Offers a new version, and never forces it: while a film is being made it can only wait. */
export function UpdateNotice() {
  const installation = useInstallation();
  const update = useInstallationState((state) => state?.update ?? 'none');
  const making = useStudioState(({ job }) => job !== null);
  const text = useTexts(updateTexts);
  const shown = installation !== null && update !== 'none';
  return (
    <div role="status" className="update-room">
      {shown && (
        <div className="update" data-testid="update">
          <p>{making ? text.afterFilm : update === 'busy' ? text.otherTab : text.ready}</p>
          <div className="update__actions">
            <button type="button" className="button button--lamp" disabled={making || update === 'taking-over'} onClick={() => void installation.takeUpdate()} data-testid="update-reload">
              {text.reload}
            </button>
            <button type="button" className="button" onClick={installation.postponeUpdate} data-testid="update-later">
              {text.later}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
