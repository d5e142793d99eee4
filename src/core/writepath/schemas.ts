/** Payloads against what the model declares for them. */
import type { Model, Payload } from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';
import { compileSchema } from '../rules/records/content/json-schema.ts';
import { type Check, compilePayload } from '../rules/records/content/misfit.ts';

interface Holder {
  readonly payload?: Payload;
  readonly schema?: JsonValue;
}

export interface Schemas {
  /** What of a payload does not fit: `total is missing`. Nothing where the model does not declare it. */
  command(type: string, payload: JsonValue): readonly string[];
  event(type: string, version: number, payload: JsonValue): readonly string[];
}

const compile = ({ payload, schema }: Holder): Check =>
  schema !== undefined ? compileSchema(schema).check : payload ? compilePayload(payload) : () => undefined;

export function schemasOf(model: Model): Schemas {
  const made = new Map<string, Check>();
  const check = (key: string, holder: Holder | undefined, payload: JsonValue) => {
    const known = made.get(key) ?? compile(holder ?? {});
    made.set(key, known);
    return (known(payload) ?? [])
      .filter(({ undeclared }) => undeclared !== true)
      .map(({ path, says }) => `${path === '' ? 'the payload' : `\`${path}\``} ${says}`);
  };
  return {
    command: (type, payload) => check(`command ${type}`, model.commands[type], payload),
    event(type, version, payload) {
      const event = model.events[type];
      const old = event?.versions?.[String(version)];
      const current = event?.version === undefined || event.version === version;
      return check(`event ${type} ${version}`, old ?? (current ? event : undefined), payload);
    },
  };
}
