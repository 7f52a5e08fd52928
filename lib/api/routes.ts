import type { AnyRoute } from '../http/route.ts';
import { listApiKeysRoute, revokeApiKeyRoute } from './api-keys.ts';
import { createApiKeyRoute } from './api-keys-create.ts';
import { createBatchRoute } from './batches-create.ts';
import { listBatchEventsRoute } from './batches-events.ts';
import {
  cancelBatchRoute,
  confirmBatchRoute,
  confirmUploadRoute,
  retryBatchRoute,
} from './batches-operations.ts';
import {
  getBatchErrorsRoute,
  getBatchResultsRoute,
  getBatchRoute,
  getTemplateRoute,
  listBatchesRoute,
} from './batches-read.ts';
import { listBatchRowsRoute } from './batches-rows.ts';
import {
  checkConnectionRoute,
  deleteConnectionRoute,
  getConnectionRoute,
  listConnectionsRoute,
  putConnectionRoute,
  rotateNotificationUrlRoute,
} from './connections.ts';
import { listProviderLinksRoute } from './connections-links.ts';
import { createExportRoute } from './exports-create.ts';
import { cancelExportRoute, getExportFileRoute, getExportRoute, listExportsRoute } from './exports-read.ts';
import { listEventsRoute } from './feed.ts';
import { healthRoute } from './health.ts';
import { createLinkRoute } from './links-create.ts';
import { listLinksRoute } from './links-list.ts';
import {
  assignLinkRoute,
  cancelLinkRoute,
  deleteLinkRoute,
  refreshLinkRoute,
  resolveLinkRoute,
  retryLinkRoute,
  sendLinkRoute,
} from './links-operations.ts';
import { recordPaymentRoute } from './links-payments.ts';
import { getLinkQrRoute, getLinkRoute, listLinkEventsRoute, listLinkMessagesRoute } from './links-read.ts';
import { supersedeLinkRoute } from './links-supersede.ts';
import { updateLinkRoute } from './links-update.ts';
import { getOrganisationRoute, updateOrganisationRoute } from './organisation.ts';
import { listProvidersRoute } from './providers.ts';
import {
  getRemindersRoute,
  pauseRemindersRoute,
  putRemindersRoute,
  resumeRemindersRoute,
} from './reminders.ts';
import { deleteSuppressionRoute, getSuppressionRoute, listSuppressionsRoute } from './suppressions.ts';
import { createSuppressionRoute } from './suppressions-create.ts';
import { listWebhookDeliveriesRoute, replayWebhookDeliveryRoute } from './webhook-deliveries.ts';
import {
  deleteWebhookEndpointRoute,
  getWebhookEndpointRoute,
  listWebhookEndpointsRoute,
  testWebhookEndpointRoute,
  updateWebhookEndpointRoute,
} from './webhook-endpoints.ts';
import { createWebhookEndpointRoute, rotateWebhookSecretRoute } from './webhook-endpoints-create.ts';
import { replayWebhooksRoute } from './webhook-replay.ts';
import { deleteWordingRoute, getWordingRoute, listWordingsRoute, putWordingRoute } from './wording.ts';
import { previewWordingRoute } from './wording-preview.ts';

/** Every operation of the contract, in the order of the document. For the build and for tests, not for handlers. */
export const ROUTES: readonly AnyRoute[] = [
  createLinkRoute,
  listLinksRoute,
  getLinkRoute,
  updateLinkRoute,
  deleteLinkRoute,
  cancelLinkRoute,
  sendLinkRoute,
  assignLinkRoute,
  refreshLinkRoute,
  supersedeLinkRoute,
  recordPaymentRoute,
  retryLinkRoute,
  resolveLinkRoute,
  listLinkEventsRoute,
  listLinkMessagesRoute,
  getLinkQrRoute,
  createBatchRoute,
  listBatchesRoute,
  getTemplateRoute,
  getBatchRoute,
  confirmUploadRoute,
  confirmBatchRoute,
  cancelBatchRoute,
  retryBatchRoute,
  listBatchRowsRoute,
  getBatchErrorsRoute,
  getBatchResultsRoute,
  listBatchEventsRoute,
  createExportRoute,
  listExportsRoute,
  getExportRoute,
  cancelExportRoute,
  getExportFileRoute,
  getRemindersRoute,
  putRemindersRoute,
  pauseRemindersRoute,
  resumeRemindersRoute,
  createSuppressionRoute,
  listSuppressionsRoute,
  getSuppressionRoute,
  deleteSuppressionRoute,
  listEventsRoute,
  createWebhookEndpointRoute,
  listWebhookEndpointsRoute,
  getWebhookEndpointRoute,
  updateWebhookEndpointRoute,
  deleteWebhookEndpointRoute,
  rotateWebhookSecretRoute,
  testWebhookEndpointRoute,
  listWebhookDeliveriesRoute,
  replayWebhooksRoute,
  replayWebhookDeliveryRoute,
  listConnectionsRoute,
  getConnectionRoute,
  putConnectionRoute,
  deleteConnectionRoute,
  listProviderLinksRoute,
  checkConnectionRoute,
  rotateNotificationUrlRoute,
  listProvidersRoute,
  getOrganisationRoute,
  updateOrganisationRoute,
  listWordingsRoute,
  getWordingRoute,
  putWordingRoute,
  deleteWordingRoute,
  previewWordingRoute,
  createApiKeyRoute,
  listApiKeysRoute,
  revokeApiKeyRoute,
  healthRoute,
];
