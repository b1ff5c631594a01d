import { useState } from 'react';
import { readTypedNumber } from '../../../../contract/input/typed-number.js';
import { formatNumber } from '../../../ui/format.js';

export interface NumberInputProps {
  readonly label: string;
  /** Undefined is an empty field, where that means something. */
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  /** That of the arrow keys. */
  readonly step: number;
  readonly placeholder?: string;
  readonly testId?: string;
  readonly onChange: (value: number | undefined) => void;
}

/** A number as it is typed: what is none, or out of range, is shown as wrong and changes nothing. */
export function NumberInput({ label, value, min, max, step, placeholder, testId, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = value === undefined ? '' : formatNumber(value);
  const read = (text: string): number | undefined | null => {
    if (text.trim() === '' && placeholder !== undefined) return undefined;
    const { value: number } = readTypedNumber(text, 'decimal');
    return number !== null && number >= min && number <= max ? number : null;
  };
  const take = (text: string): void => {
    setTyped(text);
    const taken = read(text);
    if (taken !== null) onChange(taken);
  };
  return (
    <label className="options__field layer-fields__number">
      {label}
      <input
        className="options__input"
        inputMode="decimal"
        autoComplete="off"
        data-testid={testId}
        value={typed ?? shown}
        placeholder={placeholder}
        aria-invalid={typed !== null && read(typed) === null}
        onChange={({ target }) => take(target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (sign === undefined) return;
          event.preventDefault();
          const next = Math.max(min, Math.min(max, (value ?? min) + sign * step * (event.shiftKey ? 10 : 1)));
          setTyped(null);
          onChange(Number(next.toFixed(3)));
        }}
      />
    </label>
  );
}
