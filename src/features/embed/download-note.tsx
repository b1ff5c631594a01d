import './download-note.css';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { embedDownloadTexts } from './download-note-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { CrossIcon } from '../../ui/icons/icons.js';

interface Save {
  readonly url: string;
  readonly name: string;
  /** Where the note stands: in the dialog that is open, in the small column, or over the page. */
  readonly place: Element;
}

/**
 * Says, after a download, that it was blocked or may have been, and offers other ways. A sandboxed iframe drops downloads
 * without an event.
 *
 * @param allowed null where it cannot be known; then the note is shown until it is dismissed once
 */
export function DownloadNote({ allowed }: { readonly allowed: false | null }) {
  const [save, setSave] = useState<Save | null>(null);
  const [known, setKnown] = useState(false);
  useEffect(() => {
    const notice = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[download]') : null;
      if (link === null || known) return;
      if (allowed === false) event.preventDefault();
      const place = document.querySelector('dialog[open] > *') ?? document.querySelector('.mini__side') ?? document.body;
      setSave({ url: link.href, name: link.download, place });
    };
    document.addEventListener('click', notice);
    return () => document.removeEventListener('click', notice);
  }, [allowed, known]);
  if (save === null || !save.place.isConnected) return null;
  const dismiss = (): void => {
    setSave(null);
    setKnown(allowed === null);
  };
  return createPortal(<Note key={save.url} save={save} allowed={allowed} onDismiss={dismiss} />, save.place);
}

function Note({ save, allowed, onDismiss }: { readonly save: Save; readonly allowed: false | null; readonly onDismiss: () => void }) {
  const words = useTexts(embedDownloadTexts);
  const [opened, setOpened] = useState<boolean | null>(null);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers return a promise, which React would take for a clean-up function.
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { url, name, place } = save;
  const kind = /\.mp4$/i.test(name) ? 'video' : /\.(?:gif|png)$/i.test(name) ? 'image' : 'other';
  // Without "noopener", so that a refusal shows: it is our own file, which runs nothing.
  const open = (): void => setOpened(window.open(url, '_blank') !== null);
  const share = async (): Promise<void> => {
    const file = new File([await (await fetch(url)).blob()], name);
    await navigator.share({ files: [file] }).catch(() => undefined);
  };
  return (
    <div ref={note} className={place === document.body ? 'no-download no-download--over' : 'no-download'} role="status" data-testid="no-download" data-blocked={allowed === false}>
      {kind === 'image' && <img className="no-download__picture" src={url} alt={words.picture(name)} />}
      <div className="no-download__words">
        <p>
          <strong>{allowed === false ? words.blocked : words.perhapsBlocked}</strong> {kind === 'video' ? words.saveVideo : kind === 'image' ? words.saveImage : ''} {words.owner}
        </p>
        <p className="no-download__actions">
          {/* What no tab shows is a download there too. */}
          {kind !== 'other' && opened !== false && (
            <button type="button" className="button" data-testid="no-download-open" onClick={open}>
              {words.open}
            </button>
          )}
          {opened === false && <span>{words.notOpened}</span>}
          {sharesFiles(name) && (
            <button type="button" className="button" onClick={() => void share()}>
              {words.share}
            </button>
          )}
        </p>
      </div>
      <button type="button" className="note-close" aria-label={words.dismiss} title={words.dismiss} onClick={onDismiss}>
        <CrossIcon />
      </button>
    </div>
  );
}

/** False also where the frame's permissions do not include sharing. */
const sharesFiles = (name: string): boolean => 'canShare' in navigator && navigator.canShare({ files: [new File([], name)] });
