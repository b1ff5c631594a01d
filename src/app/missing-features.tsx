import './missing-features.css';
import { useState } from 'react';
import { findCapabilityFault, missingFeatures } from '../../contract/capabilities.js';
import { useStudioState } from '../store/use-studio.js';
import { browserTexts } from '../i18n/browser-texts.js';
import { useSentences } from '../i18n/use-error-texts.js';
import { useTexts } from '../i18n/use-texts.js';

/** What this browser lacks for more comfort or speed. What it lacks for a film at all is an error and stands there. */
export function MissingFeatures() {
  const text = useTexts(browserTexts);
  const capabilities = useStudioState((state) => state.capabilities);
  const [open, setOpen] = useState(false);
  const sentences = useSentences(open);
  if (capabilities === null || findCapabilityFault(capabilities) !== null) return null;
  const missing = missingFeatures(capabilities);
  if (missing.length === 0) return null;
  return (
    <details className="missing-features" data-testid="missing-features" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.lacks(missing.length)}</summary>
      <ul>
        {missing.map((feature) => (
          <li key={feature} data-feature={feature}>
            {sentences?.missing[feature](capabilities.engine).join(' ') ?? feature}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Says that the page is still starting, once that takes longer than usual. */
export function SlowStart() {
  const text = useTexts(browserTexts);
  const slow = useStudioState(({ slowStart, capabilities, setupError }) => slowStart && capabilities === null && setupError === null);
  return (
    <p role="status" className={slow ? 'notice' : 'unseen'} data-testid="slow-start">
      {slow ? text.slowStart : ''}
    </p>
  );
}
