import './dialog.css';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { CrossIcon } from './icons/icons.js';

export interface DialogProps {
  readonly title: string;
  /** Label of the button that closes the dialog. */
  readonly closeLabel: string;
  /** `data-testid` of the dialog; that of its close button is `close-dialog`. */
  readonly testId: string;
  readonly wide?: boolean;
  /** The dialog was closed, by its button, by Escape or by a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog, open while it is rendered. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, closeLabel, testId, wide = false, onClose, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog--wide' : 'dialog'}
      aria-labelledby={titleId}
      data-testid={testId}
      onClose={onClose}
      onClick={(event) => {
        // A click on the backdrop has the dialog itself as its target.
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="dialog__body">
        <header className="dialog__head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label={closeLabel} title={closeLabel} data-testid="close-dialog" onClick={() => dialog.current?.close()}>
            <CrossIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
