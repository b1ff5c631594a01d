import './export-dialog.css';
import { useRef, useState } from 'react';
import type { KinoraError } from '../../../../contract/errors.js';
import type { ExportFormat } from './exporter.js';
import { fileNameOf } from '../file-name.js';
import { nameOf, type Film } from '../film-store/film.js';
import { useStudioState } from '../../../store/use-studio.js';
import { exportTexts } from './export-texts.js';
import { stackedHtml } from './stacked-html.js';
import { useErrorText } from '../../../i18n/use-error-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { Dialog } from '../../../ui/dialog.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { lazyPart } from '../../../ui/lazy-part.js';
import { ProgressBar } from '../../../ui/progress-bar.js';
import { CODEC_NAMES, formatBytes } from '../../../ui/format.js';
import { saveBlob } from '../../../ui/save-blob.js';
import { useGalleryTools } from '../use-gallery.js';

const StickerPanel = lazyPart(async () => (await import('./stickers/sticker-panel.js')).StickerPanel);

interface Choice {
  /** Names the row for tests. */
  readonly key: string;
  readonly format: ExportFormat;
  readonly title: string;
  readonly note: string;
}

/** Saves a film as something else. One conversion at a time; closing the dialog ends it. */
export function ExportDialog({ film, onClose }: { readonly film: Film; readonly onClose: () => void }) {
  const words = useTexts(exportTexts);
  const work = useExport(film);
  const error = useErrorText(work.error);
  const transparent = film.metadata.settings.transparent === true;
  const [background, setBackground] = useState(WHITE);
  const choices = useChoices(film, transparent, background);

  return (
    <Dialog
      title={words.title}
      wide
      closeLabel={words.close}
      testId="export-dialog"
      onClose={() => {
        work.cancel();
        onClose();
      }}
    >
        <p className="export__film" dir="auto">{nameOf(film)}</p>
        <ul className="export__choices">
          {choices.map(({ key, format, title, note }) => (
            <li key={key} className="export__choice" data-testid={`export-${key}`}>
              <div className="export__words">
                <p className="export__title">{title}</p>
                <p className="export__note">{note}</p>
              </div>
              {work.running?.key === key ? (
                <Progress fraction={work.running.fraction} title={title} onCancel={work.cancel} />
              ) : (
                <button
                  type="button"
                  className="button"
                  aria-label={words.saveAs(`${title}, ${note}`)}
                  disabled={work.running !== null}
                  onClick={() => void work.start(key, format)}
                >
                  {words.save}
                </button>
              )}
            </li>
          ))}
        </ul>
        {transparent && (
          <div className="export__options">
            <label>
              <input type="color" data-testid="export-background" value={background} onChange={({ target }) => setBackground(target.value)} />
              {words.background}
            </label>
            <CopyButton
              text={stackedHtml(fileNameOf({ title: nameOf(film), seed: film.settings.seed, ending: 'mp4' }), film.metadata)}
              labels={{ copy: words.copyHtml, copied: words.copied, refused: words.refused }}
              className="button"
              testId="copy-stacked-html"
              title={words.copyHtmlHint}
            />
          </div>
        )}
        {error !== null && (
          <p className="export__error" role="alert">
            {error.message} {error.remedy}
          </p>
        )}
        <StickerPanel film={film} />
    </Dialog>
  );
}

function Progress({ fraction, title, onCancel }: { readonly fraction: number; readonly title: string; readonly onCancel: () => void }) {
  const words = useTexts(exportTexts);
  return (
    <div className="export__progress">
      <ProgressBar fraction={fraction} label={`${words.working}: ${title}`} className="export__bar" />
      <button type="button" className="button" onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  );
}

const WHITE = '#ffffff';

function useChoices(film: Film, transparent: boolean, background: string): readonly Choice[] {
  const words = useTexts(exportTexts);
  const codecs = useStudioState(({ capabilities }) => capabilities?.codecs) ?? [];
  const { codec, frames } = film.metadata;
  return [
    {
      key: 'as-made',
      format: { kind: 'as-made' },
      title: words.asMade(CODEC_NAMES[codec]),
      note: `${transparent ? words.stackedNote : words.asMadeNote}, ${formatBytes(film.bytes)}`,
    },
    ...codecs
      .filter((other) => other !== codec || transparent)
      .map((other) => ({
        key: other,
        format: { kind: 'mp4', codec: other, ...(transparent ? { background } : {}) } as const,
        title: words.anew(CODEC_NAMES[other]),
        note: transparent ? words.flatNote : words.anewNote,
      })),
    ...(codecs.includes('vp9') ? [{ key: 'webm', format: { kind: 'webm' } as const, title: words.webm, note: transparent ? words.webmAlphaNote : words.webmNote }] : []),
    { key: 'webp', format: { kind: 'webp' }, title: words.webp, note: words.webpNote },
    { key: 'apng', format: { kind: 'apng' }, title: words.apng, note: words.apngNote },
    { key: 'gif', format: { kind: 'gif' }, title: words.gif, note: transparent ? words.gifAlphaNote : words.gifNote },
    { key: 'frames', format: { kind: 'frames' }, title: words.frames, note: words.framesNote(frames) },
    { key: 'poster', format: { kind: 'poster' }, title: words.poster, note: words.posterNote },
  ];
}

interface ExportWork {
  readonly running: { readonly key: string; readonly fraction: number } | null;
  readonly error: KinoraError | null;
  readonly start: (key: string, format: ExportFormat) => Promise<void>;
  readonly cancel: () => void;
}

function useExport(film: Film): ExportWork {
  const { gallery, exporter } = useGalleryTools();
  const [running, setRunning] = useState<ExportWork['running']>(null);
  const [error, setError] = useState<KinoraError | null>(null);
  const abort = useRef<AbortController>(null);

  const start = async (key: string, format: ExportFormat): Promise<void> => {
    setError(null);
    setRunning({ key, fraction: 0 });
    abort.current = new AbortController();
    const video = await gallery.file(film.id);
    if (video !== null) {
      const made = await exporter.make(film, video, format, {
        signal: abort.current.signal,
        onProgress: (fraction) => setRunning({ key, fraction }),
      });
      if (made.ok) saveBlob(made.value.file, made.value.name);
      else if (made.error.code !== 'cancelled') setError(made.error);
    }
    setRunning(null);
  };
  return { running, error, start, cancel: () => abort.current?.abort() };
}
