import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { packageCopy } from '../../build/package-copy.ts';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const LambdaFunction = z.looseObject({
  Handler: z.string(),
  FunctionName: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Timeout: z.number(),
  Role: z.unknown(),
  LoggingConfig: z.unknown(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.array(z.string()),
  Resource: z.array(z.unknown()),
});

const Role = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })),
});

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ bytes: z.number(), inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

/** The packaged service as the tests read it. */
export async function packaged() {
  const directory = await packageCopy();
  const json = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, path), 'utf8'));
  const template = await json('.serverless/cloudformation-template-update-stack.json');
  const { Resources: resources } = Template.parse(template);

  /** Resources of one type with their properties read by a schema. */
  const of = <Schema extends z.ZodType>(type: string, schema: Schema) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties, ...resource }]) => ({ id, resource, properties: schema.parse(Properties) }));

  const functions = of('AWS::Lambda::Function', LambdaFunction).map(({ id, properties }) => {
    const [, folder = '', file = ''] = properties.Handler.replace(/\.handler$/, '').split('/');
    const name = properties.FunctionName.replace(/^.*-/, '');
    return { id, name, folder, file, ...properties };
  });
  const roles = of('AWS::IAM::Role', Role).map(({ id, properties }) => ({
    id,
    assumedBy: properties.AssumeRolePolicyDocument,
    statements: properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  }));
  const integrations = new Map(
    of('AWS::ApiGatewayV2::Integration', z.object({ IntegrationUri: z.unknown() })).map(
      ({ id, properties }) => [id, referred(properties.IntegrationUri)[0]],
    ),
  );
  const routes = of('AWS::ApiGatewayV2::Route', z.object({ RouteKey: z.string(), Target: z.unknown() }));
  /** The route keys that lead to a function, by its logical id. */
  const routesOf = (functionId: string) =>
    routes
      .filter(({ properties }) => integrations.get(referred(properties.Target)[0] ?? '') === functionId)
      .map(({ properties }) => properties.RouteKey);
  const { outputs } = Metafile.parse(await json('.build/meta/functions.json'));
  return { directory, template, resources, of, functions, roles, routesOf, outputs };
}

/** The logical ids that a value refers to, by Ref, Fn::GetAtt or Fn::Sub, in order. */
export function referred(value: unknown): readonly string[] {
  return [...JSON.stringify(value ?? null).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"|\$\{(\w+)/g)].map(
    ([, ref, sub]) => ref ?? sub ?? '',
  );
}
