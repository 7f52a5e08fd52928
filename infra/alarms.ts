import type { Json } from './grants.ts';

type Resources = { readonly [logicalId: string]: Json };

/** Where a deployment's own metrics and log groups stand. */
export type Place = { readonly service: string; readonly stage: string };

/**
 * One log group, one count of errors and one alarm for each folder of `functions/`.
 * Errors are counted in the log and not by Lambda's own metric, which knows nothing of an answer 500 and of which an
 * alarm can add up ten functions only: a line of level ERROR, or an invocation that ended any way but well.
 */
export function folderResources(folder: string, retentionDays: number, { service, stage }: Place): Resources {
  const id = capitalised(folder);
  const metric = { Namespace: `${service}/${stage}`, MetricName: `${folder}-errors` };
  return {
    [logGroupOf(folder)]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: `/${service}/${stage}/${folder}`, RetentionInDays: retentionDays },
    },
    [`${id}Errors`]: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: logGroupOf(folder) },
        FilterPattern:
          '{ ($.level = "ERROR") || ($.level = "CRITICAL") || ($.type = "platform.report" && $.record.status != "success") }',
        MetricTransformations: [
          {
            MetricNamespace: metric.Namespace,
            MetricName: metric.MetricName,
            MetricValue: '1',
            DefaultValue: 0,
          },
        ],
      },
    },
    [`${id}ErrorsAlarm`]: alarm(`Errors in functions/${folder}`, {
      ...metric,
      Statistic: 'Sum',
      Threshold: 1,
    }),
  };
}

/** For a queue its oldest message must be younger than 15 minutes; a dead-letter queue must be empty. */
export function queueAlarms(resources: Resources): Resources {
  const queues = Object.entries(resources).filter(([, resource]) => typeOf(resource) === 'AWS::SQS::Queue');
  return Object.fromEntries(
    queues.map(([logicalId]) => {
      const Dimensions = [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId, 'QueueName'] } }];
      const queueAlarm = logicalId.endsWith('DeadQueue')
        ? alarm(`A dead letter in ${logicalId}`, {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Dimensions,
            Statistic: 'Maximum',
            Threshold: 1,
          })
        : alarm(`The oldest message in ${logicalId} has waited for 15 minutes`, {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateAgeOfOldestMessage',
            Dimensions,
            Statistic: 'Maximum',
            Threshold: 900,
          });
      return [`${logicalId}Alarm`, queueAlarm];
    }),
  );
}

/** The timeline is late: records wait in the table's stream for more than five minutes. */
export function iteratorAgeAlarm(functionName: string): Resources {
  const logicalId = capitalised(functionName);
  return {
    [`${logicalId}IteratorAgeAlarm`]: alarm(`${functionName} is five minutes behind the table`, {
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: `${logicalId}LambdaFunction` } }],
      Statistic: 'Maximum',
      Threshold: 300_000,
    }),
  };
}

export function logGroupOf(folder: string): string {
  return `${capitalised(folder)}LogGroup`;
}

export function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function alarm(description: string, metric: { readonly [key: string]: Json }): Json {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: description,
      ...metric,
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'AlarmsTopic' }],
    },
  };
}

function typeOf(resource: Json): Json | undefined {
  return typeof resource === 'object' && resource !== null && 'Type' in resource ? resource.Type : undefined;
}
