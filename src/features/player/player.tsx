import './player.css';
import { useCallback, useEffect, useRef, type SyntheticEvent } from 'react';
import { fileNameOf } from '../gallery/file-name.js';
import { settingsText } from '../composer/settings/settings-text.js';
import type { Clip } from './player-slice.js';
import { aspectOf } from './aspect.js';
import { CopyFrameButton, FloatButton } from './frame-buttons.js';
import { TransparentFilm } from './lazy-players.js';
import { useStudio } from '../../store/use-studio.js';
import { useObjectUrl } from '../../ui/use-object-url.js';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import { viewerTexts } from './viewer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { ExportButton } from '../gallery/export/export-button.js';
import { useTitleOf } from '../gallery/use-gallery.js';
import { DiceIcon, DownloadIcon, ExtendIcon } from '../../ui/icons/icons.js';
import { CopyButton } from '../../ui/copy-button.js';
import { prefersReducedMotion } from '../../ui/prefers-reduced-motion.js';
import { CODEC_NAMES, formatBytes, formatDuration } from '../../ui/format.js';
import { canLoop } from '../composer/can-loop.js';

export function Player({ clip }: { readonly clip: Clip }) {
  const studio = useStudio();
  const text = useTexts(viewerTexts);
  const url = useObjectUrl(clip.file, 'downloaded');
  const { metadata, settings } = clip;
  const video = useRef<HTMLVideoElement>(null);
  const gate = useRef<HTMLDivElement>(null);
  useEffect(() => (video.current === null ? undefined : studio.player.attach(video.current, metadata.fps)), [studio, metadata.fps]);
  const title = settingsTitle(settings);
  const fileName = fileNameOf({ title: useTitleOf(clip), seed: settings.seed, ending: 'mp4' });
  // A film that was watched while it was made continues where the live player was.
  const goOn = ({ currentTarget: video }: SyntheticEvent<HTMLVideoElement>): void => {
    const place = studio.player.playhead;
    studio.player.playhead = 0;
    const play = (): void => {
      if (!prefersReducedMotion()) video.play().catch(() => undefined);
    };
    if (place > 0 && place < video.duration) {
      // It plays only then, and without `autoPlay`: WebKitGTK 2.50 locks up when it seeks in a film that has just begun to play.
      video.addEventListener('seeked', play, { once: true });
      video.currentTime = place;
    } else play();
  };
  const { transparent = false } = metadata.settings;
  const attach = useCallback((shown: HTMLVideoElement) => studio.player.attach(shown, metadata.fps), [studio, metadata.fps]);
  return (
    <>
      <div ref={gate} className="viewer__gate" style={aspectOf(metadata)}>
        {transparent ? (
          <TransparentFilm url={url ?? undefined} label={title} className="viewer__picture" attach={attach} />
        ) : (
          <video
            ref={video}
            className="viewer__picture"
            data-testid="result-video"
            src={url ?? undefined}
            width={metadata.width}
            height={metadata.height}
            aria-label={title}
            onLoadedMetadata={goOn}
            controls
            loop={canLoop()}
            muted
            playsInline
            preload="auto"
          />
        )}
      </div>
      <div className="player">
        <p className="player__prompt" lang="en" dir="auto">
          {title}
        </p>
        <Facts clip={clip} />
        <div className="player__actions">
          <a className="button button--lamp" data-testid="download" href={url ?? undefined} download={fileName}>
            <DownloadIcon />
            {text.download}
          </a>
          <button type="button" className="button" data-testid="again" title={text.againHint} onClick={() => void studio.composer.again(clip)}>
            <DiceIcon />
            {text.again}
          </button>
          <button
            type="button"
            className="button"
            data-testid="extend"
            title={text.extendHint}
            onClick={() => {
              studio.composer.extend(clip);
              document.getElementById('prompt')?.focus();
            }}
          >
            <ExtendIcon />
            {text.extend}
          </button>
          <ExportButton id={clip.id} />
          <CopyFrameButton gate={gate} />
          {!transparent && <FloatButton video={video} />}
          <CopySettings clip={clip} />
        </div>
      </div>
    </>
  );
}

function Facts({ clip }: { readonly clip: Clip }) {
  const text = useTexts(viewerTexts);
  const names = text.facts;
  const { metadata, settings, file, took } = clip;
  const facts: readonly (readonly [string, string])[] = [
    [names.length, formatDuration(metadata.seconds)],
    [names.frames, text.framesAt(metadata.frames, metadata.fps)],
    [names.picture, `${metadata.width} × ${metadata.height}`],
    [names.file, `${CODEC_NAMES[metadata.codec]}, ${formatBytes(file.size)}`],
    [names.made, formatDuration(took)],
    [names.seed, String(settings.seed)],
  ];
  return (
    <dl className="player__facts" data-testid="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Pasted back into the prompt, the copied text restores all but pictures and videos, which it names. */
function CopySettings({ clip: { metadata } }: { readonly clip: Clip }) {
  const text = useTexts(viewerTexts);
  const copied = metadata.settings.needs.length === 0 ? text.copied : text.copiedWithoutFiles;
  return (
    <CopyButton
      text={settingsText(metadata.settings)}
      labels={{ copy: text.copy, copied, refused: text.copyRefused }}
      className="button"
      testId="copy-settings"
      title={text.copyHint}
    />
  );
}
