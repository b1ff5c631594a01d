import './role-choice.css';
import { useId } from 'react';
import type { PackChoice } from '../../../../contract/pack-store.js';
import type { ModelRole } from '../model-pair.js';
import { useModels, useModelsState } from '../use-models.js';
import { useStudioState } from '../../../store/use-studio.js';
import { useErrorText } from '../../../i18n/use-error-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatBytes } from '../../../ui/format.js';
import { isHere } from '../restore/find-models.js';
import { dialogTexts } from './dialog-texts.js';

/** The models that can do one thing, of which one does it. */
export function RoleChoice({ role }: { readonly role: ModelRole }) {
  const text = useTexts(dialogTexts);
  const id = useId();
  const packs = useModelsState((state) => state?.choices?.packs);
  const making = useStudioState(({ job }) => job !== null);
  const used = useStudioState(({ load }) => (role === 'draw' ? (load.drawPackUrl ?? load.packUrl) : load.packUrl));
  const able = packs?.filter(({ draws, moves }) => (role === 'draw' ? draws : moves)) ?? [];
  // The one to choose instead of one that does not run: the smallest that does.
  const [instead] = able.filter(({ fault, tight }) => fault === null && !tight).sort((a, b) => a.bytes - b.bytes);
  return (
    <fieldset className="role-choice" data-testid={`choice-${role}`} aria-describedby={id} disabled={making}>
      <legend className="role-choice__title">{role === 'draw' ? text.drawTitle : text.moveTitle}</legend>
      <p id={id} className="role-choice__hint">
        {making ? text.notForBoth : role === 'draw' ? text.drawHint : text.moveHint}
      </p>
      {packs === undefined && <p className="role-choice__hint">{text.listing}</p>}
      <ul className="models__list">
        {able.map((choice) => (
          <ChoiceRow key={choice.packUrl} choice={choice} role={role} inUse={choice.packUrl === used} instead={instead ?? null} />
        ))}
      </ul>
    </fieldset>
  );
}

interface ChoiceRowProps {
  readonly choice: PackChoice;
  readonly role: ModelRole;
  readonly inUse: boolean;
  readonly instead: PackChoice | null;
}

function ChoiceRow({ choice, role, inUse, instead }: ChoiceRowProps) {
  const models = useModels();
  const text = useTexts(dialogTexts);
  const id = useId();
  const busy = useModelsState((state) => state?.busy ?? false);
  const told = useErrorText(choice.fault);
  if (models === null) return null;
  const { packUrl, title, version, description, tight, fault } = choice;
  const ready = isHere(choice);
  // What is not here is looked at first: its licence, its size, and whether it fits.
  const choose = (): void => {
    if (inUse) return;
    if (ready) models.use(packUrl, role);
    else void models.look(packUrl, role);
  };
  const other = instead !== null && instead.packUrl !== packUrl ? ` ${text.instead(instead.title)}` : '';
  return (
    <li>
      <label className="choice" data-testid="model-choice" data-pack={packUrl} data-id={choice.id} data-in-use={inUse}>
        <input
          type="radio"
          name={`model-${role}`}
          className="choice__mark"
          checked={inUse}
          disabled={busy || (fault !== null && !inUse)}
          onChange={choose}
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-facts`}
        />
        <span className="choice__words">
          <span className="choice__name" id={`${id}-title`}>
            <bdi>{title}</bdi> <span className="model-row__version">{version}</span>
            {inUse && <span className="model-row__badge">{text.inUse}</span>}
          </span>
          {description !== undefined ? <span lang="en">{description}</span> : choice.things > 0 && <span>{role === 'draw' ? text.things(choice.things) : text.motions(choice.motions)}</span>}
          <span className="choice__facts" id={`${id}-facts`}>
            <Facts choice={choice} />
          </span>
          {told !== null && (
            <span className="choice__fault" data-testid="choice-fault" data-reason={fault?.code}>
              {told.message}
              {other}
            </span>
          )}
          {told === null && tight && (
            <span className="choice__fault" data-testid="choice-tight">
              {text.tight}
              {other}
            </span>
          )}
        </span>
      </label>
    </li>
  );
}

function Facts({ choice }: { readonly choice: PackChoice }) {
  const text = useTexts(dialogTexts);
  const { width, height, bytes, exact, doneBytes, host, licence, features, stages } = choice;
  const size = exact ? formatBytes(bytes) : text.about(formatBytes(bytes));
  const place = doneBytes >= bytes ? text.here : host === undefined ? null : text.from(host);
  const most = Math.max(0, ...stages.map((stage) => stage.bytes));
  const shares = stages.map((each) => `${text.stages[each.stage]} ${formatBytes(each.bytes)}`).join(', ');
  return (
    <>
      <span>{[`${width} × ${height}`, size, ...(place === null ? [] : [place]), licence.name].join(' · ')}</span>
      {features.length > 0 && <span>{text.needsGpu(features.join(', '))}</span>}
      {most > 0 && <span>{text.needsMemory(formatBytes(most), shares)}</span>}
    </>
  );
}
