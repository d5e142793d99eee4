/** What kind of event the body of a GitHub webhook is: its name was in a header that a saved body does not have. */

/** The object that an event is about, by event; ordered so that the first whose object is there is meant; where several are needed all are named. */
const OBJECTS: readonly (readonly [event: string, keys: string])[] = [
  ['deployment_status', 'deployment_status'],
  ['workflow_job', 'workflow_job'],
  ['deployment_review', 'approver'],
  ['deployment', 'deployment'],
  ['check_run', 'check_run'],
  ['check_suite', 'check_suite'],
  ['workflow_run', 'workflow_run'],
  ['pull_request_review_comment', 'comment pull_request'],
  ['pull_request_review_thread', 'thread pull_request'],
  ['pull_request_review', 'review pull_request'],
  ['issue_comment', 'comment issue'],
  ['discussion_comment', 'comment discussion'],
  ['commit_comment', 'comment'],
  ['discussion', 'discussion'],
  ['pull_request', 'pull_request'],
  ['sub_issues', 'sub_issue parent_issue'],
  ['issues', 'issue'],
  ['merge_group', 'merge_group'],
  ['release', 'release'],
  ['fork', 'forkee'],
  ['gollum', 'pages'],
  ['page_build', 'build'],
  ['star', 'starred_at'],
  ['push', 'commits pusher'],
  ['create', 'ref_type master_branch'],
  ['delete', 'ref_type'],
  ['status', 'sha state context'],
  ['ping', 'zen hook_id'],
  ['membership', 'team member scope'],
  ['member', 'member'],
  ['team_add', 'team repository'],
  ['team', 'team'],
  ['label', 'label'],
  ['milestone', 'milestone'],
  ['project_card', 'project_card'],
  ['project_column', 'project_column'],
  ['projects_v2_item', 'projects_v2_item'],
  ['projects_v2', 'projects_v2'],
  ['project', 'project'],
  ['registry_package', 'registry_package'],
  ['package', 'package'],
  ['branch_protection_rule', 'rule'],
  ['repository_ruleset', 'repository_ruleset'],
  ['deploy_key', 'key'],
  ['meta', 'hook'],
  ['org_block', 'blocked_user'],
  ['organization', 'membership'],
  ['organization', 'invitation'],
  ['repository_advisory', 'repository_advisory'],
  ['security_advisory', 'security_advisory'],
  ['sponsorship', 'sponsorship'],
  ['marketplace_purchase', 'marketplace_purchase'],
  ['workflow_dispatch', 'workflow inputs'],
  ['repository_dispatch', 'client_payload'],
  ['installation_repositories', 'repositories_added'],
  ['secret_scanning_alert', 'alert.secret_type'],
  ['code_scanning_alert', 'alert.rule'],
  ['dependabot_alert', 'alert.dependency'],
  ['repository_vulnerability_alert', 'alert.affected_package_name'],
  ['repository_import', 'status'],
  ['installation', 'installation action repositories'],
];
/** A body of these has nothing but its repository, or nothing but its organization. */
const BARE: readonly (readonly [event: string, actions: RegExp])[] = [
  ['watch', /^started$/],
  ['star', /^deleted$/],
  ['repository', /./],
  ['public', /^$/],
];

const ENVELOPE = ['action', 'repository', 'organization', 'sender', 'installation', 'enterprise', 'changes'];
const NAMES = new Set([...OBJECTS, ...BARE].map(([event]) => event));

/** The event that a file's name or folder says, if the body has what that event is about: `issues.opened.json`, `push/1.json`. */
function eventInName(file: string, keys: ReadonlySet<string>): string | undefined {
  const words = file.split(/[\\/. ]|__|--?(?=[a-z])/).toReversed();
  return words.find((word) => NAMES.has(word) && fits(word, keys));
}

function fits(event: string, keys: ReadonlySet<string>): boolean {
  const needed = OBJECTS.filter(([name]) => name === event);
  return needed.length === 0 || BARE.some(([name]) => name === event)
    ? [...keys].every((key) => ENVELOPE.includes(key) || key === 'starred_at')
    : needed.some(([, all]) => all.split(' ').every((key) => keys.has(key.split('.')[0] ?? key)));
}

/** Undefined where neither the name nor the body tells. */
export function webhookEvent(keys: ReadonlySet<string>, action: string, file: string): string | undefined {
  const named = eventInName(file, keys);
  if (named !== undefined) return named;
  const found = OBJECTS.find(([, all]) => all.split(' ').every((key) => keys.has(key)))?.[0];
  if (found !== undefined) return found;
  const isBare = [...keys].every((key) => ENVELOPE.includes(key));
  if (!isBare) return undefined;
  if (!keys.has('repository')) return keys.has('installation') && action !== '' ? 'installation' : undefined;
  return BARE.find(([, actions]) => actions.test(action))?.[0];
}

/** The key of the object whose time is that of the event. */
export function objectOf(event: string): string | undefined {
  if (event.endsWith('_comment')) return 'comment';
  if (event === 'push') return 'head_commit';
  return OBJECTS.find(([name]) => name === event)?.[1].split(' ')[0];
}
