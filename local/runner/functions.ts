import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEnvironment } from './execution-environment.ts';
import { createFunction, type LocalFunction } from './function-pool.ts';
import type { Role } from './iam.ts';
import { type Physicals, REGION, resolve, resolveText } from './intrinsics.ts';
import { roleAt } from './invoke-rights.ts';
import type { Log } from './logs.ts';
import { ofType, record, type Template } from './template.ts';
import { unzip } from './unzip.ts';

export interface FunctionsOptions {
  template: Template;
  physicals: Physicals;
  /** Folder with the deployment packages that the template's S3 keys end in. */
  packages: string;
  /** `AWS_ENDPOINT_URL_…` of every service, given to every function. */
  endpoints: Record<string, string>;
  /** Stands in for variables that the template sets; others cannot be slipped in. */
  environment: Record<string, string>;
  offset: BigInt64Array;
  log: Log;
}

export interface Functions {
  byName: ReadonlyMap<string, LocalFunction>;
  byArn: ReadonlyMap<string, LocalFunction>;
  roleOf(target: LocalFunction): Role;
  close(): Promise<void>;
}

/** The template's functions. Each runs from its own deployment package, laid out when it is first needed, with its own role. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { template, physicals } = options;
  const folder = mkdtempSync(join(tmpdir(), 'paylinks-functions-'));
  const byName = new Map<string, LocalFunction>();
  const byArn = new Map<string, LocalFunction>();
  const roles = new Map<string, Role>();
  for (const [id, properties] of ofType(template, 'AWS::Lambda::Function')) {
    const resolved = record(resolve({ ...properties, Code: undefined }, physicals));
    const artifact = packageOf(id, properties, options.packages);
    const { role } = roleAt(String(resolved.Role), template, physicals);
    const { function: target, name } = create(id, resolved, {
      ...options,
      artifact,
      folder: join(folder, id),
      role,
    });
    byName.set(name, target);
    byArn.set(target.arn, target);
    roles.set(target.arn, role);
  }
  return {
    byName,
    byArn,
    roleOf: ({ arn }) => roles.get(arn) ?? { name: '', statements: [] },
    async close() {
      await Promise.all([...byArn.values()].map((target) => target.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function packageOf(id: string, { Code }: Readonly<Record<string, unknown>>, packages: string): string {
  const artifact = join(packages, basename(String(record(Code).S3Key)));
  if (!existsSync(artifact))
    throw new Error(`The package of ${id} is missing (${artifact}): npm run package`);
  return artifact;
}

function create(
  id: string,
  properties: Record<string, unknown>,
  options: FunctionsOptions & { artifact: string; folder: string; role: Role },
): { function: LocalFunction; name: string } {
  const { Timeout = 3, MemorySize = 128 } = properties;
  const handler = String(properties.Handler);
  const path = handler.slice(0, handler.lastIndexOf('.'));
  // paylinks-dev-linksCreate is linksCreate here: what `serverless invoke --function` calls it too.
  const name =
    String(properties.FunctionName ?? id)
      .split('-')
      .at(-1) ?? id;
  const arn = resolveText({ 'Fn::GetAtt': [id, 'Arn'] }, options.physicals);
  const logFailure = (error: unknown) =>
    options.log({
      source: name,
      line: JSON.stringify({ level: 'ERROR', message: 'The invocation failed', error }),
    });
  let unpacked = false;
  const start = () => {
    if (!unpacked) unzip(options.artifact, options.folder);
    unpacked = true;
    return startEnvironment({
      data: {
        offset: options.offset,
        moduleUrl: moduleUrl(join(options.folder, path)),
        handlerName: handler.slice(handler.lastIndexOf('.') + 1),
        role: options.role,
        context: {
          functionName: properties.FunctionName ?? id,
          functionVersion: '$LATEST',
          invokedFunctionArn: arn,
          memoryLimitInMB: String(MemorySize),
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: 'local',
          callbackWaitsForEmptyEventLoop: true,
        },
      },
      env: environmentOf(name, properties, options),
      timeoutMs: Number(Timeout) * 1000,
      memoryMb: Number(MemorySize),
      onLine: (line) => options.log({ source: name, line }),
    });
  };
  return {
    name,
    function: createFunction({ name, arn, start, onFailure: ({ error }) => logFailure(error) }),
  };
}

function moduleUrl(path: string): string {
  const file = ['.mjs', '.cjs', '.js'].map((extension) => path + extension).find(existsSync);
  return pathToFileURL(file ?? `${path}.mjs`).href;
}

function environmentOf(
  name: string,
  { Environment = {}, MemorySize = 128 }: Record<string, unknown>,
  { endpoints, environment }: FunctionsOptions,
): Record<string, string> {
  const declared = Object.entries(record(record(Environment).Variables ?? {})).map(([key, value]) => [
    key,
    environment[key] ?? String(value),
  ]);
  return {
    ...Object.fromEntries(declared),
    ...endpoints,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    // What local servers check a presigned url against.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    // Loopback calls go where they say, whatever proxy the machine has.
    NO_PROXY: '*',
    TZ: ':UTC',
  };
}
