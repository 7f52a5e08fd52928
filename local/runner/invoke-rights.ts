import { denied, type Role, readRole } from './iam.ts';
import { type Physicals, resolve } from './intrinsics.ts';
import { ofType, record, type Template } from './template.ts';

export interface InvokeRights {
  /** Whether the function's own permissions let this service invoke it. */
  permits(service: string, functionArn: string): boolean;
  /**
   * Why an integration may not invoke its function, in the words of API Gateway's access log; undefined when it may.
   * With a role the role alone decides: permissions are given to the service, and it then comes as the role.
   */
  refusal(functionArn: string, credentialsArn?: string): string | undefined;
}

const GATEWAY = 'apigateway.amazonaws.com';

/** What the template says of who may invoke its functions. */
export function invokeRights(template: Template, physicals: Physicals): InvokeRights {
  const permissions = ofType(template, 'AWS::Lambda::Permission').map(([, properties]) =>
    record(resolve(properties, physicals)),
  );
  const permits = (service: string, functionArn: string) =>
    permissions.some(
      ({ Action, FunctionName, Principal }) =>
        Action === 'lambda:InvokeFunction' && FunctionName === functionArn && Principal === service,
    );
  const allows = (role: Role, functionArn: string) =>
    !denied(role, [{ action: 'lambda:InvokeFunction', resources: [functionArn] }]);
  return {
    permits,
    refusal(functionArn, credentialsArn) {
      const found = credentialsArn === undefined ? undefined : roleAt(credentialsArn, template, physicals);
      if (found && !found.takenOnBy.includes(GATEWAY))
        return "API Gateway doesn't have permissions to assume the IAM role configured on the integration";
      if (found ? allows(found.role, functionArn) : permits(GATEWAY, functionArn)) return undefined;
      return "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration";
    },
  };
}

/** The role of an ARN, and the services that may take it on. One that the template does not have stops the start. */
export function roleAt(
  arn: string,
  template: Template,
  physicals: Physicals,
): { role: Role; takenOnBy: readonly string[] } {
  const found = ofType(template, 'AWS::IAM::Role').find(([id]) => physicals.get(id)?.attributes.Arn === arn);
  if (!found) throw new Error(`No role of the template is ${arn}`);
  const [id, properties] = found;
  const resolved = record(resolve(properties, physicals));
  return { role: readRole(id, resolved), takenOnBy: trusted(resolved.AssumeRolePolicyDocument) };
}

/** A condition is not read here, and API Gateway gives none of its keys a value: such a statement trusts nobody. */
function trusted(document: unknown): string[] {
  const { Statement = [] } = record(document ?? {});
  return (Array.isArray(Statement) ? Statement : [Statement]).map(record).flatMap((statement) => {
    const { Effect, Principal, Action, Condition } = statement;
    if (Effect !== 'Allow' || Action !== 'sts:AssumeRole' || Condition !== undefined) return [];
    const { Service = [] } = record(Principal);
    return (Array.isArray(Service) ? Service : [Service]).map(String);
  });
}
