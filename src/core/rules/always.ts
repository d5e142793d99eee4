/** Problems of every model, whatever its profiles: they have no page and no severity to set. */
export const ALWAYS: ReadonlyMap<string, string> = new Map([
  ['syntax', 'A model is YAML 1.2'],
  ['unknown-key', 'Every key is known'],
  ['wrong-type', 'A value is of the type that its key takes'],
  ['undecided', "No question mark is left where a draft did not know: every '?' is decided"],
  ['unquoted', 'What YAML would cut off inside braces is quoted'],
  ['unknown-type', 'The type of a field is known'],
  ['unusable-schema', 'Of a JSON Schema nothing is left unchecked: its references and patterns can be used'],
  ['hidden-character', 'A name holds no character that nobody sees'],
  ['lookalike-name', 'No name looks like another one, or like letters that it has not'],
  ['duplicate-name', 'A name is declared once'],
  ['unknown-reference', 'A name that stands for a definition has one'],
  ['silence-needs-reason', 'What is silenced names its rule and the reason'],
  ['silence-without-effect', 'What is silenced is there'],
  ['profile-offered', 'A journal without a model is checked for integrity; profiles are offered'],
  ['rule-failed', 'A rule itself does not fail'],
]);
