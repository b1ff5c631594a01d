import '../../ui/notices.css';
import { useStudioState } from '../../store/use-studio.js';
import { pageTexts } from '../../i18n/page-texts.js';
import { useWarningTexts } from '../../i18n/use-error-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { Quoted } from '../../ui/quoted.js';

/** What the generator thinks a person should know about the film that is being made, or was made last. */
export function Warnings() {
  const text = useTexts(pageTexts);
  const warnings = useWarningTexts(useStudioState((state) => state.warnings));
  if (warnings.length === 0) return null;
  return (
    <ul className="notice notice--warning" data-testid="warnings" aria-label={text.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>
          <Quoted text={warning} />
        </li>
      ))}
    </ul>
  );
}
