import './export-dialog.css';
import { useEffect, useId, useRef, useState } from 'react';
import type { KinoraError } from '../../../../contract/errors.js';
import type { VideoCodecName } from '../../../../contract/generator.js';
import type { ExportFormat } from './exporter.js';
import { nameOf, type Film } from '../film-store/film.js';
import { useStudioState } from '../../../store/use-studio.js';
import { exportTexts } from './export-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CrossIcon } from '../../../ui/icons.js';
import { formatBytes } from '../../../ui/format.js';
import { saveBlob } from '../../../ui/save-blob.js';
import { useGalleryTools } from '../use-gallery.js';

const CODEC_TITLES = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' } as const satisfies Record<VideoCodecName, string>;

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
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const work = useExport(film);
  const choices = useChoices(film);
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className="export"
      aria-labelledby={titleId}
      data-testid="export-dialog"
      onClose={() => {
        work.cancel();
        onClose();
      }}
      onKeyDown={(event) => {
        // Escape closes the dialog and leaves the film in the making alone.
        if (event.key === 'Escape') event.nativeEvent.stopImmediatePropagation();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="export__card">
        <div className="export__head">
          <h2 id={titleId}>{words.title}</h2>
          <button type="button" className="button button--bare button--square" aria-label={words.close} title={words.close} onClick={() => dialog.current?.close()}>
            <CrossIcon />
          </button>
        </div>
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
        {work.error !== null && (
          <p className="export__error" role="alert">
            {work.error.message} {work.error.remedy}
          </p>
        )}
      </div>
    </dialog>
  );
}

function Progress({ fraction, title, onCancel }: { readonly fraction: number; readonly title: string; readonly onCancel: () => void }) {
  const words = useTexts(exportTexts);
  const percent = Math.round(fraction * 100);
  return (
    <div className="export__progress">
      <div
        className="export__bar"
        role="progressbar"
        aria-label={`${words.working}: ${title}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ inlineSize: `${percent}%` }} />
      </div>
      <button type="button" className="button" onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  );
}

function useChoices(film: Film): readonly Choice[] {
  const words = useTexts(exportTexts);
  const codecs = useStudioState(({ capabilities }) => capabilities?.codecs) ?? [];
  const { codec, frames } = film.metadata;
  return [
    {
      key: 'as-made',
      format: { kind: 'as-made' },
      title: words.asMade(CODEC_TITLES[codec]),
      note: `${words.asMadeNote}, ${formatBytes(film.bytes)}`,
    },
    ...codecs
      .filter((other) => other !== codec)
      .map((other) => ({ key: other, format: { kind: 'mp4', codec: other } as const, title: words.anew(CODEC_TITLES[other]), note: words.anewNote })),
    { key: 'gif', format: { kind: 'gif' }, title: words.gif, note: words.gifNote },
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
    const video = await gallery.file(film);
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
