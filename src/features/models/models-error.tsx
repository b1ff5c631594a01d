import '../../ui/notices.css';
import { useModelsState } from './use-models.js';

/** What went wrong with the last thing that was asked of the store of models. */
export function ModelsError() {
  const error = useModelsState((state) => state?.error ?? null);
  return (
    <div role="alert">
      {error !== null && (
        <div className="notice notice--error" data-testid="models-error" data-code={error.code}>
          <div className="notice__text">
            <p className="notice__message">{error.message}</p>
            <p>{error.remedy}</p>
          </div>
        </div>
      )}
    </div>
  );
}
