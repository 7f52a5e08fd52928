/** What the runner understands of one type: the properties it acts on or knows to be of no effect here. */
interface ResourceType {
  /** `any`: the type has no effect on this machine at all, whatever it says. */
  readonly properties: readonly string[] | 'any';
}

/**
 * The closed list. What is not in it stops the start by name, because what this runner silently left out would first
 * show on AWS.
 */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': { properties: ['Name', 'ProtocolType', 'Description'] },
  'AWS::ApiGatewayV2::Integration': {
    properties: [
      'ApiId',
      'CredentialsArn',
      'IntegrationType',
      'IntegrationUri',
      'PayloadFormatVersion',
      'TimeoutInMillis',
    ],
  },
  'AWS::ApiGatewayV2::Route': { properties: ['ApiId', 'RouteKey', 'Target'] },
  'AWS::ApiGatewayV2::Stage': {
    properties: ['ApiId', 'AutoDeploy', 'DefaultRouteSettings', 'AccessLogSettings', 'StageName'],
  },
  'AWS::DynamoDB::Table': {
    properties: [
      'AttributeDefinitions',
      'BillingMode',
      'DeletionProtectionEnabled',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'PointInTimeRecoverySpecification',
      'SSESpecification',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
  },
  'AWS::Events::Rule': { properties: ['Description', 'ScheduleExpression', 'State', 'Targets'] },
  'AWS::IAM::Role': { properties: ['AssumeRolePolicyDocument', 'Policies', 'Description'] },
  'AWS::KMS::Key': { properties: ['Description', 'EnableKeyRotation', 'KeyPolicy'] },
  'AWS::Lambda::EventSourceMapping': {
    properties: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRetryAttempts',
      'ScalingConfig',
      'StartingPosition',
    ],
  },
  'AWS::Lambda::Function': {
    properties: [
      'Architectures',
      'Code',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'Role',
      'Runtime',
      'Timeout',
    ],
  },
  'AWS::Lambda::Permission': { properties: ['Action', 'FunctionName', 'Principal', 'SourceArn'] },
  'AWS::S3::Bucket': {
    properties: [
      'BucketEncryption',
      'CorsConfiguration',
      'LifecycleConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'VersioningConfiguration',
    ],
  },
  // The way of what channels tell: channel-events.ts.
  'AWS::SES::ConfigurationSet': { properties: ['Name'] },
  'AWS::SES::ConfigurationSetEventDestination': {
    properties: ['ConfigurationSetName', 'EventDestination'],
  },
  'AWS::SMSVOICE::ConfigurationSet': { properties: ['ConfigurationSetName', 'EventDestinations'] },
  'AWS::SNS::Subscription': { properties: ['Endpoint', 'Protocol', 'RawMessageDelivery', 'TopicArn'] },
  'AWS::SNS::Topic': { properties: ['KmsMasterKeyId'] },
  'AWS::SNS::TopicPolicy': { properties: ['PolicyDocument', 'Topics'] },
  'AWS::SQS::QueuePolicy': { properties: ['PolicyDocument', 'Queues'] },
  'AWS::SQS::Queue': {
    properties: [
      'DelaySeconds',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'ReceiveMessageWaitTimeSeconds',
      'RedrivePolicy',
      'SqsManagedSseEnabled',
      'VisibilityTimeout',
    ],
  },
  // Watching and keeping: nothing of a request's way goes through these.
  'AWS::CloudWatch::Alarm': { properties: 'any' },
  'AWS::CloudWatch::Dashboard': { properties: 'any' },
  'AWS::Logs::LogGroup': { properties: 'any' },
  'AWS::Logs::MetricFilter': { properties: 'any' },
  'AWS::S3::BucketPolicy': { properties: 'any' },
};

/** The few attributes of a resource beside Type and Properties that change nothing here. */
export const RESOURCE_ATTRIBUTES = [
  'Type',
  'Properties',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
];

export const TEMPLATE_SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Resources', 'Outputs'];
