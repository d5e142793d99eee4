// Who may import whom (src/README.md). An edge that is not listed is not legal; a debt is listed with its reason.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const test = /\.test\.tsx?$|\/testing\//;

// Room of a file -> what it may import: rooms, then packages. The first pattern that matches a path names its room.
const rooms = [
  ['main', /^src\/main\.tsx$/],
  ['core', /^src\/core\//],
  ['sandbox/client', /^src\/sandbox\/client\.ts$/],
  ['sandbox/realm', /^src\/sandbox\/realm/],
  ['sandbox/protocol', /^src\/sandbox\/(protocol|sent-journal)\.ts$/],
  ['sandbox/outside', /^src\/sandbox\/(session|transpile|scenario-runs|virtual\.d)\.ts$/],
  ['sandbox/host', /^src\/sandbox\/node\.ts$/],
  ['worker/types', /^src\/workers\/.*\.protocol\.ts$|^src\/workers\/(rpc|pause)\.ts$/],
  // Started by the journal worker, not by main.
  ['worker/beside', /^src\/workers\/(records|storing)\/\w+\.(client|handler|worker)\.ts$/],
  ['worker/client', /^src\/workers\/.*\.client\.ts$/],
  ['worker/journal', /^src\/workers\/journal\//],
  ['worker', /^src\/workers\//],
  ['storage', /^src\/storage\//],
  ['ui', /^src\/ui\//],
  ['features', /^src\/features\//],
  ['app', /^src\/app\//],
  ['cli', /^src\/cli\//],
];
const may = {
  main: ['*'],
  core: ['core', 'yaml', 'fflate', 'microdiff', 'acorn', '@sveltejs/acorn-typescript'],
  'sandbox/client': ['core', 'sandbox/protocol', 'sandbox/outside', 'virtual:'],
  'sandbox/outside': ['core', 'sandbox/protocol', 'sucrase'],
  'sandbox/realm': ['core', 'sandbox/protocol', 'worker/types', 'ses'],
  'sandbox/protocol': ['core'],
  'sandbox/host': ['core', 'sandbox/protocol', 'sandbox/outside', 'node:', 'virtual:'],
  'worker/types': ['core', 'worker/types'],
  'worker/client': ['core', 'worker/types', 'worker', 'worker/journal'],
  'worker/journal': ['core', 'worker/types', 'worker/journal', 'worker/beside', 'storage'],
  'worker/beside': ['core', 'worker/types', 'worker/beside', 'storage'],
  worker: ['core', 'worker/types', 'worker'],
  storage: ['core', 'storage', 'dexie'],
  ui: ['ui', 'core', 'react', 'react-dom', 'cmdk', 'lucide-react', 'marked'],
  features: ['app', 'ui', 'core', 'worker/types', 'sandbox/protocol', 'react', 'lucide-react'],
  app: [
    'app',
    'ui',
    'core',
    'worker/types',
    'sandbox/protocol',
    'react',
    'zustand',
    'cmdk',
    'lucide-react',
    'dockview-react',
    'fflate',
  ],
  cli: ['cli', 'core', 'sandbox/protocol', 'sandbox/host', 'sandbox/outside', 'storage', 'node:', 'fflate'],
};
// In one folder only.
const homes = { 'monaco-editor': /^src\/ui\/code-editor\//, '@tanstack/react-table': /^src\/ui\/data-table\// };

const walk = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? walk(join(dir, e.name)) : /\.tsx?$/.test(e.name) ? [join(dir, e.name)] : [],
  );
const roomOf = (path) => rooms.find(([, pattern]) => pattern.test(path))?.[0];
const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const imports =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g;
const problems = [];
for (const file of walk(join(root, 'src'))) {
  const path = relative(root, file).split(sep).join('/');
  if (test.test(path)) continue;
  const room = roomOf(path);
  if (!room) {
    problems.push(`${path}: in no room`);
    continue;
  }
  const allowed = may[room];
  for (const match of readFileSync(file, 'utf8').matchAll(imports)) {
    const target = (match[1] ?? match[2] ?? match[3] ?? match[4]).replace(/\?.*$/, '');
    if (target.startsWith('.')) {
      const to = normalize(join(dirname(path), target))
        .split(sep)
        .join('/');
      if (test.test(to)) problems.push(`${path}: imports a test file, ${to}`);
      if (room === 'features' && to.startsWith('src/features/')) {
        if (to.split('/')[2] !== path.split('/')[2])
          problems.push(`${path}: features never import one another (${to})`);
        continue;
      }
      const other = roomOf(to);
      if (other && other !== room && !allowed.includes('*') && !allowed.includes(other))
        problems.push(`${path}: ${room} may not import ${other} (${to})`);
      continue;
    }
    const name = target.startsWith('node:') ? 'node:' : target.startsWith('virtual:') ? 'virtual:' : packageOf(target);
    const home = homes[name];
    if (home ? !home.test(path) : !allowed.includes('*') && !allowed.includes(name))
      problems.push(`${path}: ${home ? `only ${home} may` : `${room} may not`} import ${name}`);
  }
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
