import { mutatingCommandEmits } from './mutating-command-emits.ts';
import { screenReadsProjections } from './screen-reads-projections.ts';

export const COMMAND_RULES = [mutatingCommandEmits, screenReadsProjections];
