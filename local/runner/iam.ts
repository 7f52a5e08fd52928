import { ACCOUNT_ID, REGION } from './intrinsics.ts';
import { record } from './template.ts';

export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** One thing that a call wants to do. */
export interface Wanted {
  /** As in a policy: `dynamodb:GetItem`. */
  action: string;
  /** Any one of these resources must be granted; none named means that the action must be granted on anything. */
  resources: readonly string[];
}

/** The role from its resolved properties: allow statements of whole actions and ARNs. Other policy features stop the start. */
export function readRole(id: string, properties: Record<string, unknown>): Role {
  const policies = list(properties.Policies).map((policy) => record(record(policy).PolicyDocument));
  const statements = policies.flatMap((policy) => list(policy.Statement)).map(record);
  return { name: id, statements: statements.map((statement) => readStatement(id, statement)) };
}

function readStatement(id: string, statement: Record<string, unknown>): Statement {
  const { Effect, Action, Resource, Sid: _, ...others } = statement;
  const unknown = Object.keys(others)[0] ?? (Effect === 'Allow' ? undefined : `Effect ${String(Effect)}`);
  if (unknown)
    throw new Error(
      `The local stack cannot enforce the role ${id}: ${unknown} in a statement (local/runner/iam.ts)`,
    );
  return { actions: list(Action).map(String), resources: list(Resource).map(String) };
}

/** What of it the role does not allow; undefined when all is allowed. */
export function denied(role: Role, wanted: readonly Wanted[]): Wanted | undefined {
  return wanted.find(
    ({ action, resources }) =>
      !role.statements.some(
        (statement) =>
          statement.actions.some((pattern) => matches(pattern, action)) &&
          (resources.length === 0 ||
            resources.some((arn) => statement.resources.some((pattern) => matches(pattern, arn)))),
      ),
  );
}

export function arnOf(service: string, resource: string): string {
  return service === 's3'
    ? `arn:aws:s3:::${resource}`
    : `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
