/** The model's scenarios, run at each change. */
import { FlaskConical } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { fromJournal } from './insert.ts';
import { startScenarios } from './runner.ts';
import { ScenariosPanel } from './scenarios-panel.tsx';

export const scenarios: Feature = {
  id: 'scenarios',
  title: 'Scenarios',
  icon: FlaskConical,
  place: 'bottom',
  panel: ScenariosPanel,
  start: startScenarios,
  commands: [
    {
      id: 'scenarios.from-journal',
      title: 'Scenario from the selected record',
      group: 'Model',
      when: ({ journal, row, model, readOnly }) =>
        journal !== undefined && row !== undefined && model !== undefined && !readOnly,
      run: fromJournal,
    },
  ],
};
