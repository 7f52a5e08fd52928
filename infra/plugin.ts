import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFunctions, listFunctions } from '../build/functions.ts';
import { zip } from '../build/zip.ts';
import { capitalised, folderResources, iteratorAgeAlarm, logGroupOf, queueAlarms } from './alarms.ts';
import type { Json, Senders } from './grants.ts';
import { invokeByRole } from './http-role.ts';
import { functionRole, type Granted } from './roles.ts';

type DeployedFunction = Granted & {
  /** `functions/<folder>/<file>.handler` */
  readonly handler: string;
  /** How the HTTP API may invoke it: by its role, or by a permission of the function's own. */
  readonly invokedBy?: 'permission';
  role?: string;
  disableLogs?: boolean;
  logs?: Json;
  package?: { artifact: string };
};

type Serverless = {
  readonly serviceDir: string;
  readonly service: {
    readonly service: string;
    readonly functions: Record<string, DeployedFunction>;
    readonly resources: { readonly Resources: Record<string, Json> };
    readonly custom: {
      readonly paylinks: { smsCountries: string; alarmEmail: string; logRetentionDays: string };
    };
    readonly provider: {
      readonly environment: Record<string, string>;
      readonly compiledCloudFormationTemplate: { readonly Resources: Record<string, Json> };
    };
  };
  getProvider(name: 'aws'): { getStage(): string };
  readonly configSchemaHandler: { defineFunctionProperties(provider: 'aws', schema: Json): void };
};

/**
 * What every function of serverless.yml gets without saying so: its bundle, its role, its folder's log group and
 * alarm; what every queue gets: its alarm; and what the HTTP API gets: a role to invoke functions by. A class and a
 * default export, because the framework asks for them.
 */
export default class PaylinksPlugin {
  readonly hooks: Record<string, () => void | Promise<void>>;

  constructor(serverless: Serverless) {
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: {
        grants: { type: 'array', items: { type: 'string' } },
        invokedBy: { const: 'permission' },
      },
    });
    this.hooks = {
      'before:package:setupProviderConfiguration': () => ownRolesAndLogs(serverless),
      'before:package:createDeploymentArtifacts': () => ownBundles(serverless),
      'after:package:compileEvents': () => addResources(serverless),
    };
  }
}

/** Tells the framework to make no role and no log group of its own. */
function ownRolesAndLogs({ service }: Serverless): void {
  for (const [name, deployed] of Object.entries(service.functions)) {
    deployed.role = roleOf(name);
    deployed.disableLogs = true;
    deployed.logs = { logFormat: 'JSON', logGroup: { Ref: logGroupOf(folderOf(deployed)) } };
  }
}

/**
 * The zip of a function holds its bundle and nothing else, under the path that its handler names. It stands in
 * `.serverless/`, because the framework looks only there when it asks whether anything has changed since the last
 * deployment.
 */
async function ownBundles({ service, serviceDir }: Serverless): Promise<void> {
  const handlers = Object.values(service.functions).map(({ handler }) => handler);
  const files = listFunctions(serviceDir).map(({ source }) => source.replace(/\.ts$/, '.handler'));
  const unmatched = [...new Set(handlers).symmetricDifference(new Set(files))];
  if (unmatched.length > 0) {
    throw new Error(
      `Only a file in functions/, or only deployed by infra/functions/: ${unmatched.join(', ')}`,
    );
  }

  await buildFunctions(serviceDir);
  await mkdir(join(serviceDir, '.serverless'), { recursive: true });
  for (const [name, deployed] of Object.entries(service.functions)) {
    const bundle = deployed.handler.replace(/\.handler$/, '.mjs');
    const artifact = join('.serverless', `${name}.zip`);
    await writeFile(
      join(serviceDir, artifact),
      zip(bundle, await readFile(join(serviceDir, '.build', bundle))),
    );
    deployed.package = { artifact };
  }
}

function addResources(serverless: Serverless): void {
  const { service } = serverless;
  const { environment, compiledCloudFormationTemplate: template } = service.provider;
  const { smsCountries, alarmEmail, logRetentionDays } = service.custom.paylinks;
  const senders: Senders = {
    emailFrom: environment.EMAIL_FROM ?? '',
    emailConfigurationSet: environment.EMAIL_CONFIGURATION_SET ?? '',
    smsOrigination: environment.SMS_ORIGINATION ?? '',
    smsConfigurationSet: environment.SMS_CONFIGURATION_SET ?? '',
    smsCountries: smsCountries.split(','),
  };
  const place = { service: service.service, stage: serverless.getProvider('aws').getStage() };
  for (const [name, deployed] of Object.entries(service.functions)) {
    const folder = folderOf(deployed);
    Object.assign(template.Resources, folderResources(folder, Number(logRetentionDays), place));
    template.Resources[roleOf(name)] = functionRole(deployed, logGroupOf(folder), senders);
    if (deployed.events.some(({ stream }) => stream))
      Object.assign(template.Resources, iteratorAgeAlarm(name));
  }
  const permitted = Object.keys(service.functions).filter((name) => service.functions[name]?.invokedBy);
  invokeByRole(template.Resources, (id) => permitted.some((name) => functionIdOf(name) === id));
  Object.assign(template.Resources, queueAlarms(service.resources.Resources));
  if (alarmEmail !== '') {
    template.Resources.AlarmsSubscription = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'AlarmsTopic' }, Protocol: 'email', Endpoint: alarmEmail },
    };
  }
}

function folderOf({ handler }: DeployedFunction): string {
  const [, folder = ''] = handler.split('/');
  return folder;
}

function functionIdOf(functionName: string): string {
  return `${capitalised(functionName)}LambdaFunction`;
}

function roleOf(functionName: string): string {
  return `${capitalised(functionName)}Role`;
}
