import { useEffect, useState } from 'react';
import { isForeign } from '../../../../contract/check-request.js';
import type { PromptCheck } from '../../../../contract/generator.js';
import { useStudio } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { PencilIcon } from '../../../ui/icons/tool-icons.js';
import { replaceWord } from '../prompt/prompt-parts.js';
import { lineOfOne, unknownBeside } from '../prompt/things-line.js';
import { ForeignWords, Limits, UnknownWords } from '../prompt/word-notes.js';
import { noteTexts } from './note-texts.js';

/** Pause in typing after which words are checked, in milliseconds. */
const CHECK_AFTER_MS = 300;

interface LayerNoteProps {
  readonly prompt: string;
  /** Whether the words only move a picture. */
  readonly isGiven: boolean;
  readonly onWrite: (prompt: string) => void;
}

/** What the words of a layer are drawn as where that is not what they say, and which are left out, as it stands under the prompt of the film. */
export function LayerNote({ prompt, isGiven, onWrite }: LayerNoteProps) {
  const text = useTexts(noteTexts);
  const check = useCheck(prompt);
  if (check === null) return null;
  const line = isGiven ? null : lineOfOne(check.things, prompt);
  const unknown = unknownBeside(line, check.unknown);
  const foreign = isForeign({ unknown, knownCount: check.knownCount });
  const limits = line === null ? check.limits : (check.things?.limits ?? []);
  if (line === null && unknown.length === 0 && limits.length === 0) return null;
  return (
    <div className="layer-row__note" data-testid="layer-note">
      {line !== null && (
        <div className="unknown__one">
          <span>{text.draws}</span>
          <button type="button" className="unknown__near things" lang="en" data-testid="layer-write" title={text.writeHint} onClick={() => onWrite(line.words)}>
            <PencilIcon />
            {line.words}
          </button>
        </div>
      )}
      {foreign && <ForeignWords unknown={unknown} />}
      {!foreign && unknown.length > 0 && <UnknownWords unknown={unknown} onReplace={(word, other) => onWrite(replaceWord(prompt, word, other))} />}
      {limits.length > 0 && <Limits limits={limits} />}
    </div>
  );
}

/** Null until the typing pauses. */
function useCheck(prompt: string): PromptCheck | null {
  const studio = useStudio();
  const [checked, setChecked] = useState<{ readonly prompt: string; readonly check: PromptCheck } | null>(null);
  useEffect(() => {
    if (prompt.trim() === '') return;
    let isOver = false;
    const timer = setTimeout(() => {
      void studio.engine.checkPrompt(prompt).then((result) => {
        if (!isOver && result.ok) setChecked({ prompt, check: result.value });
      });
    }, CHECK_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [studio, prompt]);
  return checked?.prompt === prompt ? checked.check : null;
}
