import './fetch-bar.css';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { formatBytes } from '../../ui/format.js';

export function FetchBar({ label, doneBytes, totalBytes }: { readonly label: string; readonly doneBytes: number; readonly totalBytes: number }) {
  const text = useTexts(modelTexts);
  const progress = totalBytes === 0 ? text.working : text.fetching(formatBytes(doneBytes), formatBytes(totalBytes));
  return (
    <div className="fetch-bar" data-testid="fetch-bar">
      <ProgressBar fraction={totalBytes === 0 ? 0 : doneBytes / totalBytes} label={label} valueText={progress} />
      <span>{progress}</span>
    </div>
  );
}
