import { useState } from 'react';
import { CopyIcon } from './icons/icons.js';

const SHOWN_MS = 2000;

export interface CopyButtonProps {
  readonly text: string;
  readonly labels: { readonly copy: string; readonly copied: string; readonly refused: string };
  readonly className: string;
  readonly testId: string;
  readonly title?: string;
}

/** Copies `text` to the clipboard, and says for a moment whether the browser allowed it. */
export function CopyButton({ text, labels, className, testId, title }: CopyButtonProps) {
  const [state, setState] = useState<'copy' | 'copied' | 'refused'>('copy');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('copy'), SHOWN_MS);
  };
  return (
    <button type="button" className={className} data-testid={testId} title={title} onClick={() => void copy()}>
      <CopyIcon />
      <span aria-live="polite">{labels[state]}</span>
    </button>
  );
}
