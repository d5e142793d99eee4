import { describe, expect, it } from 'vitest';
import { scanText } from './shapes.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]) => parts.join('');

describe('scanText', () => {
  it.each([
    ['an AWS access key', made('AKIA', 'IOSFODNN7EXAMPLE')],
    ['an AWS access key', made('key=', 'ASIA', 'IOSFODNN7EXAMPLE', ';')],
    ['a Google API key', made('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')],
    ['a GitHub token', made('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
    ['a GitHub token', made('the token is gho_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
    ['a Stripe key', made('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['a Slack token', made('xoxb-', '1234567890-abcdefghij')],
    ['a JWT', made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P')],
    ['a private key', made('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEow')],
    ['a private key', made('-----BEGIN ', 'PRIVATE KEY-----\nMIIEow')],
    ['a bearer token', 'Bearer abcdef0123456789abcdef'],
    ['a password in an address', 'postgres://app:hunter22@db.example.org:5432/orders'],
  ])('sees %s', (what, text) => {
    expect(scanText(text)).toEqual({ group: 'secret', what });
  });

  it.each([
    ['an e-mail address', 'ada@example.org'],
    ['an e-mail address', 'mail to <ada.lovelace+news@mail.example.co.uk>.'],
    ['a phone number', '+49 171 1234567'],
    ['a phone number', '+14155550132'],
    ['a phone number', 'call (415) 555-0132'],
    ['a phone number', '415-555-0132'],
    ['a phone number', '415.555.0132'],
    ['a payment card number', '4111 1111 1111 1111'],
    ['a payment card number', '5500-0000-0000-0004'],
    ['a phone number', 'call 1 415 555 0132 now'],
    ['a payment card number', '3782 822463 10005'],
    ['an IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['a payment card number', 'paid with 4111 1111 1111 1111 12/28'],
    ['an IBAN', 'GB82WEST12345698765432'],
    ['an IBAN', 'DE89 3704 0044 0532 0130 00 BIC COBADEFF'],
  ])('sees %s', (what, text) => {
    expect(scanText(text)).toMatchObject({ group: 'personal', what });
  });

  it('is not sure of a card without separators', () => {
    expect(scanText('4111111111111111')).toMatchObject({ unsure: true });
  });

  it.each([
    '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a',
    '41111111-1111-1111-1111-111111111111',
    '2026-03-01T14:00:00Z',
    '2026-03-01T14:00:00.123456+02:00',
    '2026-03-01 14:00:00+0200',
    '1710000000000',
    '1710000000000000',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '4111111111111112',
    'ORD-2026-000123',
    '2026-000123-4567',
    '1.20.300-beta.4+build.5678901234',
    'pkg@1.2.3',
    'git@github.com:owner/repo.git',
    'https://github.com/@owner/page',
    'OrderPlaced@v2',
    '192.168.100.200:8080',
    'AB12CDEFGHIJKLMNOP',
    'DE89370400440532013001',
    'DE89370400440532013000X',
    '41111111111111111',
    'the bearer of this letter',
    'vehicle/v-001',
    'masked: ****@example.org',
    'sys.daggerheart.hope.spent',
    'SearchFilterHost.exe 0 768 772 780 8192 776',
    '768 772 780 8192',
    'RF receive 41 1111 111 1111 1111 8452',
    'https://example.org/orders/4111111111111111',
    'closes #4111111111111111',
    '49153@Ada-MacBook-Pro.local',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'QUtJQUlPU0ZPRE5ON0VYQU1QTEUrNDkxNzExMjM0NTY3',
    '',
  ])('does not take %s for anything', (text) => {
    expect(scanText(text)).toBeUndefined();
  });

  it('comes to an end on what looks like much', () => {
    for (const part of [
      'a@',
      '+1 ',
      '4 ',
      'eyJ',
      'A',
      '(4',
      '-----BEGIN ',
      'a.b@c.',
      'DE89 ',
      '1-',
      'http://a:',
      'Bearer ',
    ])
      expect(() => scanText(part.repeat(200_000))).not.toThrow();
  });
});
