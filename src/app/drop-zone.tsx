import './drop-zone.css';
import { use, useEffect, useRef, useState, type ReactNode } from 'react';
import { useStudio } from '../store/use-studio.js';
import { pageTexts } from '../i18n/page-texts.js';
import { useTexts } from '../i18n/use-texts.js';
import { GalleryContext } from '../features/gallery/use-gallery.js';
import { acceptFile, acceptFiles } from '../features/composer/inputs/accept-file.js';

const holdsFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false;

/** Accepts a dropped or pasted picture, video or archive of films anywhere on the page. Text is left to the browser. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const studio = useStudio();
  const gallery = use(GalleryContext)?.gallery ?? null;
  const text = useTexts(pageTexts);
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent, so the two are counted.
  const depth = useRef(0);

  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      depth.current++;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const allow = (event: DragEvent): void => {
      if (holdsFiles(event.dataTransfer)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      depth.current = 0;
      setOver(false);
      if (!holdsFiles(event.dataTransfer)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      void acceptFiles(studio, gallery, [...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      // An office program may offer the same content as a picture and as a document.
      const file = files.find(({ type }) => /^(image|video)\//.test(type)) ?? files[0];
      if (file === undefined) return;
      event.preventDefault();
      void acceptFile(studio, gallery, file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [studio, gallery]);

  return (
    <>
      {children}
      {over && (
        <div className="drop-zone" aria-hidden="true">
          <p>{text.drop}</p>
        </div>
      )}
    </>
  );
}
