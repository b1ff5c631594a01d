import './player.css';
import { useState } from 'react';
import { settingsText } from '../state/settings-text.js';
import type { Clip } from '../state/studio-state.js';
import { useObjectUrl, useStudio } from '../state/use-studio.js';
import { CopyIcon, DiceIcon, DownloadIcon } from './icons.js';
import { prefersStillness } from './stillness.js';
import { fileNameOf, sayBytes, saySeconds } from './say.js';

const CODEC_NAMES = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' } as const;
const COPIED_SHOWN_MS = 2000;

export function Player({ clip }: { readonly clip: Clip }) {
  const studio = useStudio();
  const url = useObjectUrl(clip.file);
  const { metadata, order } = clip;
  return (
    <>
      <div className="screen__gate">
        <video
          className="screen__picture"
          data-testid="result-video"
          src={url ?? undefined}
          width={metadata.width}
          height={metadata.height}
          aria-label={order.prompt}
          controls
          loop
          muted
          playsInline
          autoPlay={!prefersStillness()}
        />
      </div>
      <div className="player">
        <p className="player__prompt">{order.prompt}</p>
        <Facts clip={clip} />
        <div className="player__actions">
          <a className="button button--lamp" data-testid="download" href={url ?? undefined} download={fileNameOf(order.prompt, order.seed)}>
            <DownloadIcon />
            Download
          </a>
          <button type="button" className="button" data-testid="again" onClick={() => void studio.again(clip)}>
            <DiceIcon />
            Another take
          </button>
          <CopySettings clip={clip} />
        </div>
      </div>
    </>
  );
}

function Facts({ clip }: { readonly clip: Clip }) {
  const { metadata, order, file, took } = clip;
  const facts: readonly (readonly [string, string])[] = [
    ['Length', saySeconds(metadata.seconds)],
    ['Frames', `${metadata.frames} at ${metadata.fps} fps`],
    ['Picture', `${metadata.width} × ${metadata.height}`],
    ['File', `${CODEC_NAMES[metadata.codec]}, ${sayBytes(file.size)}`],
    ['Made in', saySeconds(took)],
    ['Seed', String(order.seed)],
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

/** Pasted back into the prompt, the copied text restores prompt, length and seed. */
function CopySettings({ clip }: { readonly clip: Clip }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(settingsText(clip));
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('idle'), COPIED_SHOWN_MS);
  };
  const words = { idle: 'Copy settings', copied: 'Copied', refused: 'Copying is not allowed here' };
  return (
    <button
      type="button"
      className="button"
      data-testid="copy-settings"
      title="Paste it into the prompt to restore prompt, length and seed"
      onClick={() => void copy()}
    >
      <CopyIcon />
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
