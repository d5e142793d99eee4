/** The model's text: an editor with what the language worker knows. */
import { FileCode2 } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { openCasual } from './casual-rows.ts';
import { draftFromJournal } from './draft.ts';
import { ModelEditor } from './model-editor.tsx';

export const modelEditor: Feature = {
  id: 'model',
  title: 'Model',
  icon: FileCode2,
  place: 'center',
  panel: ModelEditor,
  commands: [
    {
      id: 'model.draft-from-journal',
      title: 'Draft a model from the open journal',
      group: 'Model',
      when: ({ journal, readOnly }) => journal !== undefined && !readOnly,
      run: draftFromJournal,
    },
    {
      id: 'model.add-from-lines',
      title: 'Add from plain lines …',
      group: 'Model',
      when: ({ workspace, readOnly }) => workspace !== undefined && !readOnly,
      run: openCasual,
    },
  ],
};
