import '../ui/notices.css';
import { useStudio, useStudioState } from '../store/use-studio.js';
import { errorTexts } from '../i18n/error-texts.js';
import { pageTexts } from '../i18n/page-texts.js';
import { useTexts } from '../i18n/use-texts.js';
import { CrossIcon } from '../ui/icons.js';
import { Quoted } from '../ui/quoted.js';

/** What went wrong and what to do. The prompt and all else stays as it was. */
export function ErrorCard() {
  const studio = useStudio();
  const text = useTexts(pageTexts);
  const kinds = useTexts(errorTexts);
  const setupError = useStudioState((state) => state.setupError);
  const jobError = useStudioState((state) => state.error);
  const error = jobError ?? setupError;
  return (
    <div role="alert">
      {error !== null && (
        <div className="notice notice--error" data-testid="error" data-code={error.code}>
          <div className="notice__text">
            {kinds !== null && <p className="notice__message">{kinds[error.code]}</p>}
            <p className={kinds === null ? 'notice__message' : undefined} data-testid="error-message">
              <Quoted text={error.message} />
            </p>
            <p data-testid="error-remedy">
              <Quoted text={error.remedy} />
            </p>
            {error.cause !== undefined && (
              <details className="notice__detail">
                <summary>{text.detail}</summary>
                <code>{error.cause}</code>
              </details>
            )}
            {jobError === null && (
              <button type="button" className="button notice__retry" onClick={() => void studio.open()}>
                {text.tryAgain}
              </button>
            )}
          </div>
          {jobError !== null && (
            <button type="button" className="notice__close" onClick={studio.dismissError} aria-label={text.dismiss}>
              <CrossIcon />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
