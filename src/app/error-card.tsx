import '../ui/notices.css';
import { categoryOf } from '../../contract/errors/categories.js';
import { useStudio, useStudioState } from '../store/use-studio.js';
import { pageTexts } from '../i18n/page-texts.js';
import { useErrorText } from '../i18n/use-error-texts.js';
import { useTexts } from '../i18n/use-texts.js';
import { CrossIcon } from '../ui/icons/icons.js';
import { Quoted } from '../ui/quoted.js';

/** What went wrong and what to do. The prompt and all else stays as it was. */
export function ErrorCard() {
  const studio = useStudio();
  const text = useTexts(pageTexts);
  const setupError = useStudioState((state) => state.setupError);
  const jobError = useStudioState((state) => state.error);
  const error = jobError ?? setupError;
  const told = useErrorText(error);
  return (
    <div role="alert">
      {error !== null && told !== null && (
        <div className="notice notice--error" data-testid="error" data-code={categoryOf(error)} data-reason={error.code}>
          <div className="notice__text">
            <p className="notice__message" data-testid="error-message">
              <Quoted text={told.message} />
            </p>
            <p data-testid="error-remedy">
              <Quoted text={told.remedy} />
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
