import './progress-bar.css';

export interface ProgressBarProps {
  /** 0 to 1. */
  readonly fraction: number;
  readonly label: string;
  /** What a screen reader says in place of the percentage. */
  readonly valueText?: string;
  /** Added to `progress`. */
  readonly className?: string;
  readonly testId?: string;
}

export function ProgressBar({ fraction, label, valueText, className = '', testId }: ProgressBarProps) {
  return (
    <div
      className={`progress ${className}`}
      role="progressbar"
      data-testid={testId}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuetext={valueText}
    >
      <div style={{ inlineSize: `${fraction * 100}%` }} />
    </div>
  );
}
