/** Lines of contract NDJSON with what a scan must find and what it must not, in every place and writing. */
import fc from 'fast-check';

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]) => parts.join('');
export const SECRETS: readonly string[] = [
  made('AKIA', 'IOSFODNN7EXAMPLE'),
  made('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
  made('key=', 'sk_live_', '4eC39HqLyjWDarjtT1zdp7dc', ' done'),
  made('Bearer ', 'abcdef0123456789abcdef'),
  made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'),
  made('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEow'),
  'postgres://app:hunter22@db.example.org:5432/orders',
];
export const PERSONAL: readonly string[] = [
  'ada@example.org',
  'to <ada.lovelace+news@mail.example.co.uk>.',
  'mail\nada@example.org',
  '+49 171 1234567',
  'call (415) 555-0132',
  '415-555-0132',
  '4111 1111 1111 1111',
  '3782 822463 10005',
  'DE89 3704 0044 0532 0130 00',
];
export const INNOCENT: readonly string[] = [
  '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a',
  '2026-03-01T14:00:00.123456+02:00',
  '1710000000000000',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'ORD-2026-000123',
  'git@github.com:owner/repo.git',
  'the bearer of @this -- letter',
  '0 768 772 780 8192 776',
  'schön "quoted" \\ back\tslash 日本',
  '192.168.100.200:8080',
  '',
];
export const NAMES = ['note', 'email', 'password', 'api_token', 'phone', 'lines', 'birth_date', 'x"y', 'body', 'größe'];

export const text = fc.oneof(
  fc.constantFrom(...SECRETS),
  fc.constantFrom(...PERSONAL),
  fc.constantFrom(...INNOCENT),
  fc.string({ maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('4', '1', '5', ' ', '-', '+', '(', '@', 'a', '.', 'A', '"', '\\', '_'),
    maxLength: 30,
  }),
);
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
  ),
}));

export const record = fc.record(
  {
    id: fc.oneof(fc.uuid(), fc.constantFrom(...PERSONAL)),
    type: fc.constantFrom('Opened', 'Closed'),
    version: fc.constant(1),
    subject_id: fc.constantFrom('o-1', 'ada@example.org', 'customer 4111111111111111'),
    causation_id: fc.constantFrom('o-1', 'ada@example.org'),
    payload: value,
    meta: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 2 }),
    prev_hash: fc.constant('0'.repeat(64)),
    hash: fc.constant('ab'.repeat(32)),
  },
  { requiredKeys: ['id', 'type', 'version', 'payload'] },
);
