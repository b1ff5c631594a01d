import { use, useState } from 'react';
import { exportTexts } from './export-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { FilmIcon } from '../../../ui/icons/icons.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { GalleryContext, useGalleryState } from '../use-gallery.js';

const ExportDialog = lazyPart(async () => (await import('./export-dialog.js')).ExportDialog);

/** Opens the dialog for the film that is on the screen; nothing while the gallery does not hold it. */
export function ExportButton({ id }: { readonly id: string }) {
  return use(GalleryContext) === null ? null : <KeptExportButton id={id} />;
}

function KeptExportButton({ id }: { readonly id: string }) {
  const words = useTexts(exportTexts);
  const film = useGalleryState(({ films }) => films.find((each) => each.id === id));
  const [open, setOpen] = useState(false);
  if (film === undefined) return null;
  return (
    <>
      <button type="button" className="button" data-testid="export" onClick={() => setOpen(true)}>
        <FilmIcon />
        {words.title}
      </button>
      {open && <ExportDialog film={film} onClose={() => setOpen(false)} />}
    </>
  );
}
