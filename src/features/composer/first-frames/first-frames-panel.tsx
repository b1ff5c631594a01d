import './first-frames-panel.css';
import type { Still } from '../../../../contract/generator.js';
import { fileNameOf } from '../../gallery/file-name.js';
import { areFirstFramesStale } from '../composer-slice.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { firstFrameTexts } from './first-frame-texts.js';
import { CrossIcon, DownloadIcon, FourIcon } from '../../../ui/icons/icons.js';
import { formatBytes } from '../../../ui/format.js';

/** Four first frames, as they are drawn; a press makes its seed the film's. */
export function FirstFramesPanel() {
  const studio = useStudio();
  const text = useTexts(firstFrameTexts);
  const firstFrames = useStudioState((state) => state.firstFrames);
  const seed = useStudioState((state) => state.seedText);
  const stale = useStudioState(areFirstFramesStale);
  const waits = useStudioState((state) => state.job !== null);
  if (firstFrames === null) return null;
  const { stills, drawing, loading } = firstFrames;
  return (
    <section className="first-frames" aria-labelledby="variations-title" data-testid="variations-panel">
      <div className="first-frames__head">
        <h2 id="variations-title" className="first-frames__title">
          {text.title}
        </h2>
        <p className="first-frames__line" role="status">
          {loading !== null ? `${formatBytes(loading.doneBytes)} / ${formatBytes(loading.totalBytes)}` : drawing && waits ? text.waiting : stale ? text.stale : text.line}
        </p>
        <button type="button" className="icon-button" aria-label={text.close} title={text.close} onClick={studio.firstFrames.close}>
          <CrossIcon />
        </button>
      </div>
      <ul className="first-frames__list" data-stale={stale}>
        {stills.map(({ seed: own, still }, index) => (
          <li key={own} className="first-frames__item">
            {still === null ? (
              <div className="first-frames__blank" role="img" aria-label={text.drawing} data-drawing={drawing} />
            ) : (
              <StillChoice still={still} number={index + 1} chosen={seed === String(own)} disabled={stale} />
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="button first-frames__again" disabled={drawing} onClick={() => void drawOthers()}>
        <FourIcon />
        {text.again}
      </button>
    </section>
  );

  function drawOthers(): Promise<void> {
    studio.composer.rollSeed();
    return studio.firstFrames.draw();
  }
}

function StillChoice({ still, number, chosen, disabled }: { readonly still: Still; readonly number: number; readonly chosen: boolean; readonly disabled: boolean }) {
  const studio = useStudio();
  const text = useTexts(firstFrameTexts);
  const prompt = useStudioState((state) => state.firstFrames?.prompt ?? '');
  const url = useObjectUrl(still.file);
  const name = fileNameOf({ title: prompt, seed: still.seed, variant: 'still', ending: 'png' });
  return (
    <>
      <button
        type="button"
        className="first-frames__pick"
        data-testid="still"
        data-seed={still.seed}
        aria-pressed={chosen}
        aria-label={text.pick(number, still.seed)}
        disabled={disabled}
        onClick={() => studio.firstFrames.pick(still.seed)}
      >
        {url !== null && <img className="chequered" src={url} alt="" width={still.width} height={still.height} />}
      </button>
      {/* Beside the button, whose name and pressed state say it already. */}
      {chosen && (
        <span className="first-frames__chosen" aria-hidden="true">
          {text.picked}
        </span>
      )}
      {url !== null && (
        <a className="first-frames__save" href={url} download={name} aria-label={text.save(still.seed)} title={text.save(still.seed)}>
          <DownloadIcon />
        </a>
      )}
    </>
  );
}
