import '../../ui/notices.css';
import { categoryOf } from '../../../contract/errors/categories.js';
import { useErrorText } from '../../i18n/use-error-texts.js';
import { useModelsState } from './use-models.js';

/** What went wrong with the last thing that was asked of the store of models. */
export function ModelsError() {
  const error = useModelsState((state) => state?.error ?? null);
  const told = useErrorText(error);
  return (
    <div role="alert">
      {error !== null && told !== null && (
        <div className="notice notice--error" data-testid="models-error" data-code={categoryOf(error)} data-reason={error.code}>
          <div className="notice__text">
            <p className="notice__message">{told.message}</p>
            <p>{told.remedy}</p>
          </div>
        </div>
      )}
    </div>
  );
}
