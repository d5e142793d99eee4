import type { RecordRule } from '../record-rule.ts';

/** A URL, an address, a port, a numbered machine, a pod, or a name of the domain name system. */
const HOST = [
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^\[?[0-9a-f]*:[0-9a-f:]+\]?(?::\d+)?$/i,
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/,
  /^localhost(?:[:.].*)?$/i,
  /:\d{2,5}$/,
  /^(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,}$/,
  /^(?:pod|node|container|instance|host)\//i,
  /^ip-\d+(?:-\d+){3}/i,
  /^(?:host|node|server|srv|vm|web|app|db|worker|prod|ec2|pod|laptop|desktop)[-_]?\d+$/i,
  /^[a-z0-9-]+-[0-9a-f]{8,10}-[a-z0-9]{5}$/i,
  /\.(?:com|net|org|io|dev|app|cloud|local|localdomain|internal|intranet|lan|corp|home|svc|cluster\.local|de|eu|uk|us)$/i,
];

export const producerIsService: RecordRule = {
  meta: {
    id: 'producer-is-service',
    title: 'The producer of a record is the name of a service',
    clauses: ['ES-016'],
    severity: { envelope: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const services = new Set(Object.keys(model?.services ?? {}));
    const known = new Map<string, string | undefined>();
    const faultOf = (producer: string): string | undefined => {
      if (services.has(producer)) return undefined;
      if (HOST.some((pattern) => pattern.test(producer)))
        return `The producer \`${producer}\` is a machine, not a service: machines come and go, and nobody can ask one what it meant. Write the name of the service that emits the record.`;
      return services.size > 0
        ? `No service of the model is called \`${producer}\`. Declare it under \`services\`, or write the name of the service that emits the record.`
        : undefined;
    };
    return {
      record(at) {
        const { producer } = at.record;
        if (producer === undefined || producer === '') return;
        if (!known.has(producer)) known.set(producer, faultOf(producer));
        const message = known.get(producer);
        if (message !== undefined) report({ at, field: 'producer', message });
      },
    };
  },
};
