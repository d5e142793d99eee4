import { factNotProvisional } from './fact-not-provisional.ts';
import { systemOwnsItsNamespace } from './system-owns-its-namespace.ts';

export const NAME_RULES = [factNotProvisional, systemOwnsItsNamespace];
