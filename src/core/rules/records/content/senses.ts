/** What the name of a payload field says of its values: a secret, data of a person, of their health. */
import { wordsOf } from '../../../words/split.ts';

export interface NameSense {
  /** `sure`: any text there is one; `maybe`: text that looks random. */
  readonly secret?: 'sure' | 'maybe';
  /** What it is of a person, as it stands in a sentence. */
  readonly personal?: string;
  readonly health?: true;
  /** What a value must hold to be that: a field `phone` that says `home` is no phone number. */
  readonly holds?: RegExp;
  /** Bare digits there are an identifier, no card. */
  readonly identifier?: true;
  /** `email_id`, `token_expires_at`: speaks about the thing and does not hold it. */
  readonly about?: true;
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(','));

const SECRET_WORDS = set(
  'password,passwd,passphrase,secret,secrets,apikey,apitoken,pwd,psk,totp,hmac,passcode,cvv,cvc,cvv2,credentials,privatekey,otp,jwt',
);
const SECRET_PAIRS = set(
  'api key,api token,access token,refresh token,auth token,bearer token,session token,id token,private key,secret key,signing key,' +
    'encryption key,client secret,access key,connection string,security code,pin code,one time,recovery code,authentication token,login token,reset token,verification token,oauth token,' +
    'security token,card pin,user pin,account pin,login pin,door pin,seed phrase,recovery phrase,ssh key,magic link,session cookie,auth cookie,' +
    'mfa seed,otp seed,security answer,sas token,license key,licence key,smtp pass,db pass,database pass,user pass,admin pass,root pass,stripe sk',
);
const MAYBE_WORDS = set('token,auth,authorization,cookie,credential,jwt,bearer,session');
const NO_SECRET = set('page,next,continuation,cursor,sync,csrf,count,number,payment');
/** The last word of a name that speaks about the thing and does not hold it. */
const ABOUT = set(
  'id,ids,ref,reference,name,type,kind,at,on,count,version,arn,path,url,uri,expires,expiry,policy,length,status,state,verified,sent,consent,' +
    'confirmed,enabled,changed,provider,template,domain,preference,source,valid,present,required,vault,score,scheme,alias,label,until,seconds,app,issuer,area,model,brand',
);
const PERSONAL_WORDS: ReadonlyMap<string, string> = new Map([
  ['email', 'an e-mail address'],
  ['emails', 'an e-mail address'],
  ['birthday', 'a date of birth'],
  ['birthdate', 'a date of birth'],
  ['birth', 'a date of birth'],
  ['born', 'a date of birth'],
  ['nino', 'an identity number'],
  ['birthplace', 'somebody’s origin'],
  ['fingerprint', 'biometric data'],
  ['fingerprints', 'biometric data'],
  ['genome', 'genetic data'],
  ['genotype', 'genetic data'],
  ['dna', 'genetic data'],
  ['dob', 'a date of birth'],
  ['ssn', 'a social security number'],
  ['phone', 'a phone number'],
  ['telephone', 'a phone number'],
  ['mobile', 'a phone number'],
  ['cellphone', 'a phone number'],
  ['msisdn', 'a phone number'],
  ['fax', 'a fax number'],
  ['surname', 'a name of a person'],
  ['firstname', 'a name of a person'],
  ['lastname', 'a name of a person'],
  ['fullname', 'a name of a person'],
  ['passport', 'a passport number'],
  ['iban', 'a bank account'],
  ['gender', 'somebody’s gender'],
  ['nationality', 'somebody’s origin'],
  ['salary', 'somebody’s income'],
  ['biometrics', 'biometric data'],
  ['religion', 'somebody’s belief'],
  ['ethnicity', 'somebody’s origin'],
  ['cardholder', 'a name of a person'],
  ['transcript', 'what somebody said'],
]);
const PERSONAL_PAIRS: ReadonlyMap<string, string> = new Map([
  ...['first', 'last', 'full', 'given', 'family', 'maiden', 'middle', 'legal', 'real', 'birth'].map(
    (w) => [`${w} name`, 'a name of a person'] as const,
  ),
  ...[
    'customer',
    'patient',
    'applicant',
    'employee',
    'contact',
    'recipient',
    'guest',
    'borrower',
    'person',
    'holder',
    'donor',
    'tenant',
    'pupil',
    'student',
    'passenger',
    'guardian',
    'insured',
    'policyholder',
    'beneficiary',
    'claimant',
    'witness',
    'payee',
    'spouse',
    'mother',
    'father',
    'kin',
  ].map((w) => [`${w} name`, 'a name of a person'] as const),
  ...['home', 'street', 'postal', 'billing', 'shipping', 'mailing', 'delivery', 'residential'].map(
    (w) => [`${w} address`, 'somebody’s address'] as const,
  ),
  ['e mail', 'an e-mail address'],
  ['annual income', 'somebody’s income'],
  ['monthly income', 'somebody’s income'],
  ['ethnic origin', 'somebody’s origin'],
  ['political view', 'somebody’s belief'],
  ['political opinion', 'somebody’s belief'],
  ['religious belief', 'somebody’s belief'],
  ['union member', 'somebody’s belief'],
  ['union membership', 'somebody’s belief'],
  ['genetic data', 'genetic data'],
  ['face image', 'biometric data'],
  ['facial image', 'biometric data'],
  ['iris scan', 'biometric data'],
  ['voice print', 'biometric data'],
  ['license plate', 'a number plate'],
  ['licence plate', 'a number plate'],
  ['number plate', 'a number plate'],
  ['national insurance', 'an identity number'],
  ['driver licence', 'a driving licence'],
  ['drivers licence', 'a driving licence'],
  ['driving license', 'a driving licence'],
  ['marital status', 'somebody’s family'],
  ['sexual orientation', 'somebody’s private life'],
  ['criminal record', 'somebody’s past'],
  ['biometric data', 'biometric data'],
  ['social security', 'a social security number'],
  ['national id', 'an identity number'],
  ['identity number', 'an identity number'],
  ['tax id', 'a tax number'],
  ['driver license', 'a driving licence'],
  ['drivers license', 'a driving licence'],
  ['driving licence', 'a driving licence'],
  ['credit card', 'a payment card'],
  ['card number', 'a payment card'],
  ['bank account', 'a bank account'],
  ['card holder', 'a name of a person'],
  ['account holder', 'a name of a person'],
  ...['email', 'mail', 'message', 'letter', 'chat', 'sms'].flatMap((w) =>
    ['body', 'text', 'content', 'html'].map((part) => [`${w} ${part}`, 'the text of a message'] as const),
  ),
  ['body text', 'the text of a message'],
  ['body html', 'the text of a message'],
]);
const HEALTH_WORDS = set(
  'diagnosis,diagnoses,icd,icd10,icd9,medication,medications,prescription,prescriptions,symptom,symptoms,allergy,allergies,illness,disease,' +
    'hiv,phi,pregnancy,pregnant,disability,therapy,dosage,comorbidity,comorbidities,immunization,vaccination,vaccinations,vaccine,vaccines,anamnesis,prognosis,cholesterol,hba1c,bmi,medicine,psychiatric',
);
const HEALTH_PAIRS = set(
  'blood type,blood pressure,blood group,heart rate,medical history,medical record,medical condition,medical note,lab result,' +
    'health record,health data,medical data,health status,health condition,mental health,mental state,hiv status,vaccination status,pregnancy status,blood sugar,blood glucose,prescribed drug,lab value,' +
    'medical finding,patient condition,patient note,care note,nursing note,discharge summary,health insurance,' +
    'clinical note,treatment plan',
);

const HOLDS: ReadonlyMap<string, RegExp> = new Map([
  // `full_name` of a repository is owner/name.
  ['a name of a person', /^[^/\\]*\p{L}[^/\\]*$/u],
  ['an e-mail address', /@/],
  ['a phone number', /\d{2}[^@]*\d{2}/],
  ['a fax number', /\d{4}/],
  ['a date of birth', /\d/],
  ['a social security number', /\d{4}/],
  ['an identity number', /\d/],
  ['a tax number', /\d/],
  ['a passport number', /\d/],
  ['a payment card', /\d{4}/],
  ['a bank account', /\d/],
]);

const known = new Map<string, NameSense>();
const NOTHING: NameSense = {};

/** Names of fields come again and again: each is judged once. */
export function senseOf(name: string): NameSense {
  const before = known.get(name);
  if (before !== undefined) return before;
  const sense = name.length > 200 ? NOTHING : judgeName(name);
  // Keys may be data.
  if (known.size > 20_000) known.clear();
  known.set(name, sense);
  return sense;
}

function judgeName(name: string): NameSense {
  const words = wordsOf(name);
  const pairs = words.map((word, i) => `${word} ${singular(words[i + 1] ?? '')}`);
  const last = words.at(-1) ?? '';
  const about = ABOUT.has(last);
  // `tax_id` is meant as a whole, `shipping_address_id` is an id.
  const named = pairs
    .filter((_, i) => !about || i === words.length - 2)
    .map((pair) => PERSONAL_PAIRS.get(pair))
    .find((what) => what !== undefined);
  const personal =
    named ?? (about ? undefined : words.map((w) => PERSONAL_WORDS.get(w)).find((what) => what !== undefined));
  const holds = personal === undefined ? undefined : HOLDS.get(personal);
  // `blood_type` is meant as a whole, `blood_type_id` is an id.
  const health =
    HEALTH_PAIRS.has(pairs.at(-2) ?? '') ||
    (!about && (words.some((w) => HEALTH_WORDS.has(w)) || pairs.some((pair) => HEALTH_PAIRS.has(pair))));
  const identifier =
    about || /^(?:number|no|nr|key|hash|code|seq|sequence|serial|position|offset|order|invoice)$/.test(last);
  const secret = about || words.some((w) => NO_SECRET.has(w)) ? undefined : secretOf(words, pairs);
  return {
    ...(secret && { secret }),
    ...(personal !== undefined && { personal }),
    ...(holds && { holds }),
    ...(health && { health: true }),
    ...(about && !health && { about: true }),
    ...(identifier && personal === undefined && { identifier: true }),
  };
}

/** `api_keys` hold what an `api_key` does. */
const singular = (word: string): string => (word.length > 3 && /[^siu]s$/.test(word) ? word.slice(0, -1) : word);

function secretOf(words: readonly string[], pairs: readonly string[]): NameSense['secret'] {
  if (words.some((w) => SECRET_WORDS.has(w)) || pairs.some((pair) => SECRET_PAIRS.has(pair))) return 'sure';
  return words.some((w) => MAYBE_WORDS.has(w)) ? 'maybe' : undefined;
}

const REDACTED = /^(?:[*xX]+$|(?:enc|redacted|sha256|tok):)/;

/** Contract §7: null, only `*` or `x`, or one of four beginnings. */
export function isRedacted(value: unknown): boolean {
  return value === null || (typeof value === 'string' && (value === '' || REDACTED.test(value)));
}

/** A place where the secret is kept, instead of the secret. */
export function isReference(text: string): boolean {
  return (
    /^(?:vault|ref|secret|secrets|kms|arn|op|keychain|env|file|https?|projects)[:/]/i.test(text) || UUID.test(text)
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Text that nobody wrote by hand: long, without spaces, of many different characters. */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || text.length > 8192 || UUID.test(text) || !/^[\w+/=.~-]+$/.test(text)) return false;
  const counts = new Map<string, number>();
  const head = text.slice(0, 256);
  for (const letter of head) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / head.length) * Math.log2(count / head.length);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(head)).length;
  return (kinds >= 2 && /\d/.test(head) && bits >= 3.2) || (kinds === 3 && bits >= 3);
}
