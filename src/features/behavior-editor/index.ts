/** Behavior in TypeScript: typed by the model, or by the journal's fields. */
import { FunctionSquare } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { BehaviorEditor } from './behavior-editor.tsx';

export const behaviorEditor: Feature = {
  id: 'behavior',
  title: 'Behavior',
  icon: FunctionSquare,
  place: 'center',
  panel: BehaviorEditor,
  commands: [],
};
