import '@fontsource-variable/bricolage-grotesque/wght.css';
import '../../ui/base.css';
import './bench-view.css';
import { useRef, useState } from 'react';
import type { Capabilities } from '../../../contract/capabilities.js';
import type { KinoraError } from '../../../contract/errors.js';
import type { GeneratorApi, LoadOptions } from '../../../contract/generator.js';
import type { PackSummary } from '../../../contract/pack-summary.js';
import { useErrorText } from '../../i18n/use-error-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { CopyButton } from '../../ui/copy-button.js';
import { formatNumber } from '../../ui/format.js';
import { Mark } from '../../ui/mark.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { saveBlob } from '../../ui/save-blob.js';
import { kindsOf, rowsOf, type BenchKind, type BenchReport, type BenchRun } from './bench-report.js';
import { benchTexts } from './bench-texts.js';
import { BENCH_ROUNDS, runBench } from './run-bench.js';

interface BenchViewProps {
  readonly generator: GeneratorApi;
  readonly load: LoadOptions;
  readonly capabilities: Capabilities;
  readonly pack: Pick<PackSummary, 'id' | 'version'>;
}

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly kind: BenchKind['name'];
  readonly fraction: number;
}

export function BenchView({ generator, load, capabilities, pack }: BenchViewProps) {
  const t = useTexts(benchTexts);
  const [runs, setRuns] = useState<readonly BenchRun[]>([]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<KinoraError | null>(null);
  const abort = useRef<AbortController | null>(null);
  const errorText = useErrorText(error);
  const rows = rowsOf(runs);
  const report: BenchReport = {
    kinora: 'bench/1',
    date: new Date().toISOString().slice(0, 10),
    browser: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    deviceMemoryGiB: capabilities.deviceMemoryGiB,
    isolated: capabilities.crossOriginIsolated,
    webgpu: capabilities.webgpu,
    pack: { id: pack.id, version: pack.version },
    rows,
    runs,
  };
  const json = JSON.stringify(report, null, 2);

  const measure = async (): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setRuns([]);
    setError(null);
    const ended = await runBench(
      generator,
      capabilities,
      load,
      { onRun: (run) => setRuns((before) => [...before, run]), onProgress: (done, total, kind, fraction) => setProgress({ done, total, kind, fraction }) },
      controller.signal,
    );
    setProgress(null);
    if (!ended.ok && !controller.signal.aborted) setError(ended.error);
  };

  return (
    <main className="bench">
      <header>
        <Mark size={40} />
        <h1>{t.title}</h1>
      </header>
      <p>{t.intro(kindsOf(capabilities).length * BENCH_ROUNDS)}</p>
      {capabilities.webgpu === null && <p className="bench__note">{t.noGpu}</p>}
      {capabilities.webgpu?.software === true && <p className="bench__note">{t.softwareGpu}</p>}
      {!capabilities.crossOriginIsolated && <p className="bench__note">{t.notIsolated}</p>}
      {progress === null ? (
        <button type="button" className="bench__start" data-testid="bench-start" onClick={() => void measure()}>
          {t.start}
        </button>
      ) : (
        <div className="bench__progress" data-testid="bench-progress">
          <p aria-live="polite">{t.making(progress.done + 1, progress.total, t.kinds[progress.kind])}</p>
          <ProgressBar fraction={(progress.done + progress.fraction) / progress.total} label={t.title} />
          <button type="button" data-testid="bench-stop" onClick={() => abort.current?.abort()}>
            {t.stop}
          </button>
        </div>
      )}
      {errorText && (
        <p className="bench__note" role="alert" data-testid="bench-error">
          {errorText.message} {errorText.remedy}
        </p>
      )}
      {rows.length > 0 && (
        <>
          <div className="bench__table" tabIndex={0} role="region" aria-label={t.title}>
            <table data-testid="bench-table">
              <thead>
                <tr>
                  {[t.way, t.device, t.loading, t.firstPicture, t.firstPiece, t.film, t.factor, t.spread].map((heading) => (
                    <th key={heading} scope="col">
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ kind, adapter, load: loading, firstPicture, firstPiece, total, realTimeFactor, spread }) => (
                  <tr key={kind}>
                    <th scope="row">{t.kinds[kind]}</th>
                    <td>{adapter}</td>
                    {[loading, firstPicture, firstPiece, total, realTimeFactor, spread].map((value, i) => (
                      <td key={i}>{value === null ? '–' : formatNumber(value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>{t.explained}</p>
          {rows.some(({ sameFrames }) => sameFrames === false) && <p className="bench__note">{t.differ}</p>}
        </>
      )}
      {rows.length > 0 && progress === null && (
        <div className="bench__send">
          <CopyButton text={json} labels={{ copy: t.copy, copied: t.copied, refused: t.refused }} className="" testId="bench-copy" />
          <button type="button" data-testid="bench-save" onClick={() => saveBlob(new Blob([json], { type: 'application/json' }), `kinora-bench-${report.date}.json`)}>
            {t.save}
          </button>
        </div>
      )}
      <p>{t.private}</p>
      <p>
        <a href="./">{t.back}</a>
      </p>
    </main>
  );
}
