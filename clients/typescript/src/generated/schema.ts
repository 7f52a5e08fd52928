// Made of docs/openapi.json by `npm run client`: not to be changed by hand.

export interface paths {
    "/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List links, newest first
         * @description Filters are joined by and; both ends of a range belong to it. A page looks at 1,000 links at most, so it may be short or even empty and still have a `next_page_token`: only its absence ends the list. A token belongs to the filters and the sort that it came with. `provider_link_id` beside `connection` is one read. These are the links that were made here; what the provider itself lists is `GET /v1/connections/{id}/links`.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["listLinks"];
        put?: never;
        /**
         * Create a link, and send it if asked
         * @description Makes the link at the provider. When the provider does not answer, the link stays `creating` and settles by itself: it is never made twice. With the same Idempotency-Key a repeat continues with the same link.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a link
         * @description `expand` takes `messages`, `events`, `connection`, `provider_data`, and the names in `limits.expands` of the link's provider (`GET /v1/providers`). `provider_data`, and any of those names, makes one read at the provider, and what it tells beside what has a name of ours is then in `provider_data`, by the provider's names; it may hold personal data, none of which is kept. Null: the provider does not have the link yet. If the provider cannot answer, the answer is its problem. Nothing else of that read is taken over: `POST /v1/links/{id}/refresh` does that. Without them no call is made.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["getLink"];
        put?: never;
        post?: never;
        /**
         * Hide a link for which nothing was paid; it is cancelled first
         * @description Needs the scope `links:write`.
         */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        /**
         * Change a link
         * @description What the provider lets be changed (`limits.updatable` of `GET /v1/providers`) is changed there first and shows when that is done. Our own fields at once: the customer's contact data member by member, the due date, metadata, and an earlier end. Missing members stay, null removes.
         *
         *     Needs the scope `links:write`.
         */
        patch: operations["updateLink"];
        trace?: never;
    };
    "/v1/links/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a link
         * @description Behind our short url always; at the provider where its page can be closed, else the link is flagged `provider_url_open` and watched until the provider's own end, for a year at most where it has none.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["cancelLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a link, again or for the first time
         * @description Without `channels` the ones of the link are used, else every channel of which it has a contact. Outside 08:00 to 21:00 of the recipient a message waits until the morning, unless `override_reason` is given. A channel on which the customer is suppressed is left out; where none is left it answers 409 `recipient_suppressed`.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["sendLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a link to a booking
         * @description At the provider where it can do so, else kept by us.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["assignLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the provider now
         * @description Needs the scope `links:write`.
         */
        post: operations["refreshLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/supersede": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a link by a new one, behind the same short url
         * @description The body holds what the new link has other than the old one: what is missing stays as it is, null is left out; the customer is changed member by member. The new link has a short url of its own, and the one of the old link leads to it. The old link is read, then closed at the provider, then `cancelled` with `superseded_by`; the messages of the new one go after that. With money on the old link nothing is replaced: 409 `conflict_state`, also when it comes in meanwhile. While the provider does not answer, both are finished by themselves: `superseded_by` of the old link tells when.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["supersedeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/external_payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record money that came by other means
         * @description Once per `reference`, in the currency of the link. When the rest is 0 the link is paid, its messages stop and its page is closed where it can be. More than the rest is taken and flagged `overpaid`.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["recordExternalPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a failed link once more
         * @description Needs the scope `links:write`.
         */
        post: operations["retryLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle a stuck creation
         * @description After a look at the provider: the link that was made there, or that there is none. Needs the scope `admin`.
         *
         *     Needs the scope `admin`.
         */
        post: operations["resolveLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A link's timeline, oldest first
         * @description Needs the scope `links:read`.
         */
        get: operations["listLinkEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A link's messages, oldest first
         * @description Needs the scope `links:read`.
         */
        get: operations["listLinkMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The short url as a QR code
         * @description Needs the scope `links:read`.
         */
        get: operations["getLinkQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List batches, newest first
         * @description With their counts and progress, without `upload` and `errors`, which the batch itself has. Only the absence of `next_page_token` ends the list.
         *
         *     Needs the scope `batches`.
         */
        get: operations["listBatches"];
        put?: never;
        /**
         * Begin a batch: get a form to upload its file with
         * @description Send `upload.fields` and then the file, as `file`, to `upload.url` as multipart/form-data; then `POST /v1/batches/{id}/confirm_upload`. The form lives for an hour, and each `GET /v1/batches/{id}` gives a new one until the file has come, which may take a day. With `sha256` no other file is taken. Nothing is created or sent before `POST /v1/batches/{id}/confirm`, unless `auto_confirm` lets a file without any error run by itself.
         *
         *     Needs the scope `batches`.
         */
        post: operations["createBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/template.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file to begin with, for a provider's links
         * @description A header of the columns that links of this provider need or mostly have, and one row as an example. Every field of `POST /v1/links` may be a column by its dotted name, `customer.phone`; `columns` of `POST /v1/batches` takes other names.
         *
         *     Needs the scope `batches`.
         */
        get: operations["getBatchTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a batch: counts, totals, first errors, progress
         * @description Costs the same at any size, so it may be asked for as often as a progress bar needs. It may lag a moment behind. While the batch runs a row counts as `creating` from when it is handed to a worker until the two hundred rows around it have all ended; `GET /v1/batches/{id}/rows` says exactly how each one stands.
         *
         *     Needs the scope `batches`.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/confirm_upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the file is uploaded: it is validated now
         * @description The version of the file that lies there is the one that is read, whatever is uploaded afterwards. 409 `conflict_state` where no file has come yet. Repeated, it changes nothing.
         *
         *     Needs the scope `batches`.
         */
        post: operations["confirmBatchUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a validated batch run
         * @description Links are made from here on, and sent where the rows have channels; with `send_at` no first message goes before that. Rows that are invalid or duplicates are left out, which `accept_errors` has to allow. Repeated, it changes nothing.
         *
         *     Needs the scope `batches`.
         */
        post: operations["confirmBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a batch
         * @description Before its confirmation nothing of it is made. Afterwards rows that have not been begun are skipped, and those under way end; links that were made stay. Repeated, it changes nothing.
         *
         *     Needs the scope `batches`.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run rows once more that failed for a reason that passes
         * @description Under their own link ids, so that none is made twice. Rows that failed for another reason are corrected in `errors.csv` and uploaded as a new batch with `retry_of`. 409 `conflict_state` where no row has failed for a passing reason.
         *
         *     Needs the scope `batches`.
         */
        post: operations["retryBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows of a batch in the order of the file
         * @description Each as it stands now, a moment aside; rows that are not validated yet are left out. `valid` is what a row is called before the batch is confirmed. A page may be short or even empty and still have a `next_page_token`: only its absence ends the list.
         *
         *     Needs the scope `batches`.
         */
        get: operations["listBatchRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong with the rows of a batch, to be corrected
         * @description The columns of the file as they were, then `_row`, `_state`, `_code`, `_field` and `_detail`; cells that a spreadsheet would take for a formula are escaped. Corrected, it can be uploaded as it is, as a batch with `retry_of`. It is there a moment after the file is validated, without rows where none is wrong, and anew once the batch has run; 409 `report_not_ready` before, and `conflict_state` where there will be none: the file was refused as a whole, or never checked.
         *
         *     Needs the scope `batches`.
         */
        get: operations["getBatchErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/results.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each row of a batch has become
         * @description Row, line, state, reference, link id, short url, amount, currency, and what was wrong. It is there once the batch has run; 409 `report_not_ready` before, and `conflict_state` of a batch that never ran and is over.
         *
         *     Needs the scope `batches`.
         */
        get: operations["getBatchResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A batch's timeline, oldest first
         * @description Of the batch itself; each of its links has a timeline of its own.
         *
         *     Needs the scope `batches`.
         */
        get: operations["listBatchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List exports, newest first
         * @description Only the absence of `next_page_token` ends the list.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Export the links that took money in a period, as CSV
         * @description The links whose money came from `paid_from` on and before `paid_to`: those that were paid in full then, and those that are not and were first paid in part then. Either is an instant, or a date of the organisation’s zone, of which the last one belongs to the period as a whole; without `paid_to` it is now. All filters of `GET /v1/links` may be given beside. The file is written behind the answer: `GET /v1/exports/{id}` tells how far it is, `GET /v1/exports/{id}/file` has it. 409 `operation_in_progress` while five of the organisation are under way.
         *
         *     Needs the scope `links:read`.
         */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an export: how far it is, its totals, its file
         * @description Costs the same at any size, so it may be asked for as often as a progress bar needs.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an export that is under way
         * @description Needs the scope `links:read`.
         */
        post: operations["cancelExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file of an export
         * @description One row per link, in the order in which they were made. 409 `report_not_ready` while it is being written; 409 `conflict_state` when there will be none: the export has failed, was cancelled, or its file is older than 90 days (`from: "expired"`).
         *
         *     Needs the scope `links:read`.
         */
        get: operations["getExportFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When a link reminds, and why it did not
         * @description Needs the scope `links:read`.
         */
        get: operations["getReminders"];
        /**
         * Give a link another plan, or none
         * @description Takes effect at once. Steps whose moment lies before now are missed; what was sent before counts against the three reminders of a link.
         *
         *     Needs the scope `links:write`.
         */
        put: operations["putReminders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/reminders/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause reminders
         * @description Steps whose moment comes before they are resumed are missed.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["pauseReminders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{id}/reminders/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume reminders
         * @description Steps whose moment comes before they are resumed are missed.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["resumeReminders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who must not be messaged
         * @description In no particular order. With `contact`, a number (`%2B44…`) or an address, the one or none. Only the absence of `next_page_token` ends the list.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Never message a contact on a channel
         * @description In force from the answer on, for messages that are queued too, by whatever path they go. The same again changes nothing, and no opt-out of the person is touched.
         *
         *     Needs the scope `links:write`.
         */
        post: operations["createSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read why a contact must not be messaged
         * @description Needs the scope `links:read`.
         */
        get: operations["getSuppression"];
        put?: never;
        post?: never;
        /**
         * Let a contact be messaged again
         * @description Lifts every ground. Where the person has opted out (`opted_out`) it answers 409 `recipient_suppressed`, unless `opted_in=true` says that they have asked for messages again. Needs the scope `admin`.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has happened, to catch up from: each event once, in the order of publication
         * @description Events as webhooks have them, also those of types that no endpoint takes. Keep `next_after`, which every page has, the empty one too, and go on with it as `after`: at once while `has_more`, else whenever you like. An event is shown 10 seconds after its publication, and one that is published late comes last: nothing appears behind a cursor. Without `after` the feed begins at `from` (events that were published since), or 24 hours ago. A cursor belongs to the organisation and to the types that it came with. Events of batches are shown to keys with the scope `batches`.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints, the oldest first
         * @description Needs the scope `admin`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Make a webhook endpoint; its secret is shown once
         * @description An https url of a public host. Without `events` it is told of `link.paid`, `link.expired`, `link.failed` and `link.exception`. In force within 30 seconds. At most 10 for an organisation.
         *
         *     Needs the scope `admin`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook endpoint and how it fares
         * @description Needs the scope `admin`.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint; its deliveries end with it
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change, disable or enable a webhook endpoint
         * @description In force within 30 seconds. Events of a disabled endpoint are kept as `skipped` for 30 days; after it was enabled again `POST …/replay` sends them.
         *
         *     Needs the scope `admin`.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/rotate_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint a new secret; it is shown once
         * @description The one before is good for 24 hours more: until then every request carries a signature for each. At most three former ones are good at a time.
         *
         *     Needs the scope `admin`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event now, and tell what came of it
         * @description An event of type `webhook_endpoint.test`, signed as any other; to a disabled endpoint too. It is tried once.
         *
         *     Needs the scope `admin`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An endpoint's deliveries, those of the newest events first
         * @description A delivery is known for 30 days after its end. A page may be short or empty and still have a token: only its absence ends the list.
         *
         *     Needs the scope `admin`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the events of a time range again
         * @description By the instants of the events, `from` included, `to` not; whatever became of their deliveries, or only those in `states`. One request looks at 500: while there is a `next_page_token`, repeat the request with it as `page_token`. With ten new tries each, and the same `webhook-id` as before.
         *
         *     Needs the scope `admin`.
         */
        post: operations["replayWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one delivery again, whatever became of it
         * @description With ten new tries, and the same `webhook-id` as before.
         *
         *     Needs the scope `admin`.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connections
         * @description Needs the scope `connections`.
         */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a connection
         * @description Needs the scope `connections`.
         */
        get: operations["getConnection"];
        /**
         * Create or replace a connection
         * @description Credentials are sealed and never shown again; left out in a replacement, they stay. Settings that name the account cannot change once links exist. `wire` overrides what is assumed of the provider, key by key. `sender` says who sends the links that do not say so themselves; links that are there keep theirs.
         *
         *     Needs the scope `connections`.
         */
        put: operations["putConnection"];
        post?: never;
        /**
         * Retire a connection
         * @description It makes no new links; those that it has live on, since money may still come.
         *
         *     Needs the scope `connections`.
         */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The provider's own list of a connection's links, read now
         * @description Every link of the account, also those that were not made here: these have no `link_id`. `status` is the provider's view in our words; our own links may be over here while their page is still open there. Nobody's name or contact is shown, and nothing is kept. A link that you deleted here still has its `link_id`.
         *
         *     What a provider's list can be asked is in `GET /v1/providers`, `limits.list`: filters with a common name, its own ones as `provider_options[name]`, and the names it sorts by. What it cannot do is refused before it is asked: 422 `capability_not_supported` with the providers that can. Times of creation are compared exactly, so a page may be short or empty and still have a `next_page_token`: only its absence ends the list. A token belongs to the filters, the sort and the page size that it came with. Links made meanwhile hide none of the others, but one may come twice; at providers with numbered pages (Fortis, SmarterPay) one that is deleted there meanwhile may hide another.
         *
         *     Needs the scope `links:read`.
         */
        get: operations["listProviderLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try the credentials with a harmless call
         * @description Needs the scope `connections`.
         */
        post: operations["checkConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}/rotate_notification_url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new notification url; the old one is gone at once
         * @description Needs the scope `connections`.
         */
        post: operations["rotateNotificationUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each provider can do, and what it asks for
         * @description Needs the scope `links:read`.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the organisation of the key
         * @description Needs the scope `links:read`.
         */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the organisation
         * @description Missing members stay, null removes. `short_urls.renewal` (off unless put on): whether the page of a link that is over lets its payer have a new one sent to the contact on file. `alert_email`: who is told when webhooks stay out.
         *
         *     Needs the scope `admin`.
         */
        patch: operations["updateOrganisation"];
        trace?: never;
    };
    "/v1/organisation/wording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own wording in all languages
         * @description Needs the scope `links:read`.
         */
        get: operations["listWordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/wording/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own wording in one language
         * @description Needs the scope `links:read`.
         */
        get: operations["getWording"];
        /**
         * Create or replace own wording in one language
         * @description Messages to customers of that language say it from now on. Texts that are left out come from the organisation's `default_language`, else they are ours. Placeholders: `{{sender}}`, `{{name}}`, `{{amount}}`, `{{remaining}}`, `{{description}}`, `{{reference}}`, `{{due_on}}`, `{{expires}}`, `{{expires_on}}`, `{{url}}`; a part in `[[…]]` goes where one of its placeholders has no value. An SMS has at most three segments.
         *
         *     Needs the scope `admin`.
         */
        put: operations["putWording"];
        post?: never;
        /**
         * Remove own wording in one language
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteWording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/wording/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what a message says
         * @description Sends and stores nothing. With `wording` that text is tried, held against the same rules as when it is kept; without, it is what a message in that language has now. It is about the link `link_id`, or about a made-up one (`sample`).
         *
         *     Needs the scope `links:read`.
         */
        post: operations["previewWording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, revoked ones too
         * @description Needs the scope `admin`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key; it is shown once
         * @description The scope `admin` implies all others.
         *
         *     Needs the scope `admin`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key; in force within 30 seconds
         * @description Needs the scope `admin`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service answers */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKeyCreated: {
            id: string;
            /** @constant */
            object: "api_key";
            name: string | null;
            scopes: ("links:read" | "links:write" | "batches" | "connections" | "admin")[];
            created_at: string;
            revoked_at: string | null;
            /** @description The key itself. Shown this once; only its hash is kept. */
            key: string;
        };
        AssignLinkRequest: {
            booking_id?: string | null;
            booking?: {
                id?: string | null;
                reference?: string | null;
            } | null;
        };
        Batch: {
            id: string;
            /** @constant */
            object: "batch";
            /** @enum {string} */
            status: "awaiting_upload" | "validating" | "ready" | "rejected" | "processing" | "completed" | "completed_with_errors" | "cancelled" | "expired";
            file_name: string;
            connection: string;
            provider: string;
            /** @description `provider`: the provider's own batch service has the file; null: its rows become links one by one. */
            mode: "provider" | null;
            retry_of: string | null;
            auto_confirm: boolean;
            created_at: string;
            /** @description Also of changes that nothing else shows. */
            updated_at: string;
            confirmed_at: string | null;
            /** @description No first message goes before. */
            send_at: string | null;
            /** @description Rows that were under way then have ended by `completed_at`. */
            cancelled_at: string | null;
            /** @description When the last row had ended. */
            completed_at: string | null;
            /** @description Why the whole file was refused; `line` 1 is the header. */
            rejection: {
                code: string;
                line: number | null;
                detail: string;
            } | null;
            /** @description Rows by state; each row is in one. `valid` until the batch is confirmed. `creating` are those that were handed to workers. */
            counts: {
                rows: number;
                valid: number;
                invalid: number;
                duplicate: number;
                queued: number;
                creating: number;
                link_created: number;
                failed: number;
                skipped: number;
            };
            /** @description Of the valid rows: those that have a link of an earlier batch of the `retry_of` chain. */
            existing: number;
            /** @description What the valid rows ask for, minor units by currency. */
            totals: {
                currency: string;
                amount: number;
            }[];
            /** @description First messages that we send for the valid rows, and the segments of the SMS. */
            estimate: {
                sms: number;
                email: number;
                sms_segments: number;
            };
            /** @description Rows of what it is doing now (validating, then running) that are through, and how long the rest takes. */
            progress: {
                done: number;
                of: number;
                rows_per_second: number | null;
                seconds_left: number | null;
            };
            /** @description The form for the file, made anew with each read; null once the file has come. */
            upload: {
                url: string;
                /** @constant */
                method: "POST";
                fields: {
                    [key: string]: string;
                };
                expires_at: string;
                max_bytes: number;
            } | null;
            /** @description The first 20; all are in errors.csv. What stands in a cell is never shown. */
            errors: {
                code: string;
                field: string | null;
                detail: string;
                row: number;
                line: number;
            }[];
            at_provider: {
                id: string | null;
                state: string;
                rows: number;
                failed: number | null;
            }[] | null;
        };
        BatchEvent: {
            id: string;
            /** @constant */
            object: "event";
            /** @enum {string} */
            type: "batch.created" | "batch.uploaded" | "batch.ready" | "batch.rejected" | "batch.confirmed" | "batch.completed" | "batch.completed_with_errors" | "batch.retried" | "batch.cancelled" | "batch.stopped" | "batch.expired";
            /** @description What happened, in one English sentence. It may be worded better in time: programs read `type`, `reason` and `data`. */
            text: string;
            batch_id: string;
            at: string;
            /** @description The version of the batch that the change made; most versions have no event. */
            version: number;
            /** @description Who did it: `key:<id>` or `timer`. */
            by: string;
            /** @description Why a file was refused; new codes may come. */
            reason: string | null;
            request_id: string | null;
            data: {
                status: string;
                connection: string;
                rows?: number;
                line?: number;
            };
        };
        BatchRow: {
            /** @constant */
            object: "batch_row";
            /** @description From 1: the first below the header. */
            row: number;
            /** @description Line of the file in which the row begins. */
            line: number;
            /** @enum {string} */
            state: "valid" | "invalid" | "duplicate" | "queued" | "creating" | "link_created" | "failed" | "skipped";
            reference: string | null;
            amount: number | null;
            currency: string | null;
            /** @description The link that it is, also one that failed or was there before. */
            link_id: string | null;
            /** @description Of a duplicate: the row with the same key. */
            first_row: number | null;
            errors: {
                code: string;
                field: string | null;
                detail: string;
            }[];
        };
        CheckConnectionAnswer: {
            /** @constant */
            object: "connection_check";
            /** @constant */
            result: "ok";
            checked_at: string;
        };
        ConfirmBatchRequest: {
            accept_errors?: boolean | null;
            send_at?: string | null;
        };
        Connection: {
            id: string;
            /** @constant */
            object: "connection";
            provider: string;
            settings: {
                [key: string]: unknown;
            };
            /** @description Overrides of what is assumed about the provider. */
            wire: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            sender: "service" | "provider";
            expires_in_days: number;
            calls_per_second: number;
            reminders: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            /** @description Where the provider is to send its notifications. Treat it as a secret. */
            notification_url: string;
            version: number;
            used: boolean;
            created_at: string;
            updated_at: string;
        };
        ConnectionSummary: {
            id: string;
            /** @constant */
            object: "connection";
            provider: string;
            /** @enum {string} */
            sender: "service" | "provider";
            expires_in_days: number;
            created_at: string;
            updated_at: string;
        };
        CreateSuppressionAnswer: {
            id: string;
            /** @constant */
            object: "suppression";
            /** @enum {string} */
            channel: "sms" | "email";
            contact: string | null;
            /** @enum {string} */
            source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
            reason: string | null;
            opted_out: boolean;
            suppressed_at: string;
            grounds: {
                /** @enum {string} */
                source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
                reason: string | null;
                at: string;
            }[];
        };
        CreateSuppressionRequest: {
            /** @constant */
            channel: "sms";
            contact: string;
            reason?: string | null;
        } | {
            /** @constant */
            channel: "email";
            /** Format: email */
            contact: string;
            reason?: string | null;
        };
        Event: {
            id: string;
            /** @constant */
            object: "event";
            /** @enum {string} */
            type: "link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "link.creating" | "link.retried" | "link.active" | "link.assigned" | "link.updated" | "link.deleted" | "link.checked" | "link.renewal_asked" | "link.renewal_failed" | "message.queued" | "reminder.failed" | "reminder.put_off" | "reminders.changed" | "reminders.paused" | "reminders.resumed";
            /** @description What happened, in one English sentence. It may be worded better in time: programs read `type`, `reason` and `data`. */
            text: string;
            link_id: string;
            at: string;
            /** @description The version of the link that the change made. */
            version: number;
            /** @description Who did it: `key:<id>`, `timer`, `payer`, `provider` or `messages`. */
            by: string;
            /** @description A code; new ones may come. */
            reason: string | null;
            request_id: string | null;
            data: {
                status: string;
                amount: number;
                amount_paid: number;
                currency: string;
                message_id?: string;
                channel?: string;
                channels?: string[];
                step?: number;
                try?: number;
                exception?: string;
                changed?: string[];
                provider_status?: string;
                superseded_by?: string;
                failure?: string;
            };
        };
        ExpandedLink: {
            id: string;
            /** @constant */
            object: "link";
            /**
             * @description Where the link stands. `paid` is never left.
             * @enum {string}
             */
            status: "creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed";
            /**
             * @description For people: the status, or while it is open the last thing that happened with it.
             * @enum {string}
             */
            display_status: "creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed" | "opened" | "downloaded" | "sent" | "pending";
            /** @description Counts changes; send it as `If-Match: "<version>"`. */
            version: number;
            /** @description The short url that the customer is sent. */
            url: string;
            connection: string | components["schemas"]["ConnectionSummary"];
            provider: string;
            provider_link_id: string | null;
            /** @description The provider's own page. */
            provider_url: string | null;
            /** @description The provider's own word for it. */
            provider_status: string | null;
            /** @description The link is over here, but its page at the provider can still be paid; it is watched, for a year at most. */
            provider_url_open: boolean;
            amount: number;
            /** @description Money received, minor units. */
            amount_paid: number;
            currency: string;
            reference: string | null;
            description: string | null;
            customer: {
                name: string | null;
                first_name: string | null;
                last_name: string | null;
                email: string | null;
                phone: string | null;
                reference: string | null;
                language: string | null;
                timezone: string | null;
                address: {
                    line1: string | null;
                    line2: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                } | null;
            } | null;
            due_on: string | null;
            expires_at: string;
            delivery: {
                channels: ("sms" | "email")[];
                /** @enum {string} */
                sender: "service" | "provider";
                override_reason: string | null;
                send_at: string | null;
                fallback: "on_undelivered" | null;
            };
            reminders: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            redirects: {
                success: string | null;
                failure: string | null;
                cancel: string | null;
            } | null;
            methods: {
                card: boolean | null;
                open_banking: boolean | null;
                excluded_card_types: string[] | null;
                excluded_card_regions: string[] | null;
            } | null;
            booking: {
                id: string | null;
                reference: string | null;
            } | null;
            validate_account: boolean;
            created_by: string | null;
            metadata: {
                [key: string]: string;
            };
            provider_options: {
                [key: string]: unknown;
            };
            sent_at: string | null;
            opened_at: string | null;
            open_count: number;
            paid_at: string | null;
            external_payments: {
                reference: string;
                amount: number;
                method: string;
                received_on: string;
                recorded_at: string;
            }[];
            expired_at: string | null;
            cancelled_at: string | null;
            created_at: string;
            updated_at: string;
            /** @description When something will next happen by itself. */
            next_action_at: string | null;
            batch_id: string | null;
            superseded_by: string | null;
            supersedes: string | null;
            /** @description Why it could not be created. */
            failure: {
                category: string;
                code: string | null;
                status: number | null;
                at: string;
            } | null;
            /** @description What a person should see: money after the end, a mismatch, a refund … */
            exceptions: {
                code: string;
                at: string;
            }[];
            messages?: components["schemas"]["Message"][];
            events?: components["schemas"]["Event"][];
            provider_data?: {
                [key: string]: unknown;
            } | null;
        };
        Export: {
            id: string;
            /** @constant */
            object: "export";
            /** @constant */
            kind: "links";
            /**
             * @description `expired`: it was completed, and its file is no longer kept.
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled" | "expired";
            paid_from: string;
            /** @description Does not belong to the period. */
            paid_to: string;
            /** @description Those that were asked for. */
            filters: {
                status?: ("creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed")[];
                connection?: string;
                provider?: string;
                provider_link_id?: string;
                reference?: string;
                customer_reference?: string;
                batch_id?: string;
                booking_id?: string;
                created_by?: string;
                opened?: boolean;
                created_from?: string;
                created_to?: string;
                expires_from?: string;
                expires_to?: string;
                amount_min?: number;
                amount_max?: number;
                metadata?: {
                    [key: string]: string;
                };
                provider_options?: {
                    [key: string]: string;
                };
                q?: string;
            };
            /** @enum {string} */
            delimiter: "," | ";" | "\t";
            bom: boolean;
            /** @description Links that were looked at, those of them that are rows, and which part of the work that is, by when the links were made. */
            progress: {
                looked_at: number;
                rows: number;
                fraction: number;
                seconds_left: number | null;
            };
            /** @description What the rows add up to so far, minor units by currency. `amount_unknown` counts links of which the provider tells that money came and not how much: they are rows, and add nothing to `amount_paid`. */
            totals: {
                currency: string;
                links: number;
                amount: number;
                amount_paid: number;
                amount_unknown: number;
            }[];
            /** @description There once it is completed. */
            file: {
                name: string;
                rows: number;
                bytes: number;
                sha256: string;
                expires_at: string;
            } | null;
            failure: {
                code: string;
                detail: string;
            } | null;
            /** @description `key:<id>`. */
            created_by: string;
            created_at: string;
            started_at: string | null;
            /** @description When it was completed, had failed or was cancelled. */
            completed_at: string | null;
        };
        GetRemindersAnswer: {
            /** @constant */
            object: "reminders";
            link_id: string;
            plan: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            paused_at: string | null;
            timezones: string[];
            sent: number;
            most: number;
            next_at: string | null;
            steps: {
                step: number;
                /** @enum {string} */
                anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                offset: string;
                channels: ("sms" | "email")[];
                /** @enum {string} */
                state: "waiting" | "planned" | "paused" | "sending" | "sent" | "skipped" | "failed";
                planned_at: string | null;
                ended_at: string | null;
                reason: string | null;
            }[];
        };
        GetSuppressionAnswer: {
            id: string;
            /** @constant */
            object: "suppression";
            /** @enum {string} */
            channel: "sms" | "email";
            contact: string | null;
            /** @enum {string} */
            source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
            reason: string | null;
            opted_out: boolean;
            suppressed_at: string;
            grounds: {
                /** @enum {string} */
                source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
                reason: string | null;
                at: string;
            }[];
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Link: {
            id: string;
            /** @constant */
            object: "link";
            /**
             * @description Where the link stands. `paid` is never left.
             * @enum {string}
             */
            status: "creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed";
            /**
             * @description For people: the status, or while it is open the last thing that happened with it.
             * @enum {string}
             */
            display_status: "creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed" | "opened" | "downloaded" | "sent" | "pending";
            /** @description Counts changes; send it as `If-Match: "<version>"`. */
            version: number;
            /** @description The short url that the customer is sent. */
            url: string;
            connection: string;
            provider: string;
            provider_link_id: string | null;
            /** @description The provider's own page. */
            provider_url: string | null;
            /** @description The provider's own word for it. */
            provider_status: string | null;
            /** @description The link is over here, but its page at the provider can still be paid; it is watched, for a year at most. */
            provider_url_open: boolean;
            amount: number;
            /** @description Money received, minor units. */
            amount_paid: number;
            currency: string;
            reference: string | null;
            description: string | null;
            customer: {
                name: string | null;
                first_name: string | null;
                last_name: string | null;
                email: string | null;
                phone: string | null;
                reference: string | null;
                language: string | null;
                timezone: string | null;
                address: {
                    line1: string | null;
                    line2: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                } | null;
            } | null;
            due_on: string | null;
            expires_at: string;
            delivery: {
                channels: ("sms" | "email")[];
                /** @enum {string} */
                sender: "service" | "provider";
                override_reason: string | null;
                send_at: string | null;
                fallback: "on_undelivered" | null;
            };
            reminders: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            redirects: {
                success: string | null;
                failure: string | null;
                cancel: string | null;
            } | null;
            methods: {
                card: boolean | null;
                open_banking: boolean | null;
                excluded_card_types: string[] | null;
                excluded_card_regions: string[] | null;
            } | null;
            booking: {
                id: string | null;
                reference: string | null;
            } | null;
            validate_account: boolean;
            created_by: string | null;
            metadata: {
                [key: string]: string;
            };
            provider_options: {
                [key: string]: unknown;
            };
            sent_at: string | null;
            opened_at: string | null;
            open_count: number;
            paid_at: string | null;
            external_payments: {
                reference: string;
                amount: number;
                method: string;
                received_on: string;
                recorded_at: string;
            }[];
            expired_at: string | null;
            cancelled_at: string | null;
            created_at: string;
            updated_at: string;
            /** @description When something will next happen by itself. */
            next_action_at: string | null;
            batch_id: string | null;
            superseded_by: string | null;
            supersedes: string | null;
            /** @description Why it could not be created. */
            failure: {
                category: string;
                code: string | null;
                status: number | null;
                at: string;
            } | null;
            /** @description What a person should see: money after the end, a mismatch, a refund … */
            exceptions: {
                code: string;
                at: string;
            }[];
        };
        LinkChanges: {
            amount?: number;
            reference?: string;
            description?: string;
            customer?: {
                name?: string | null;
                first_name?: string | null;
                last_name?: string | null;
                email?: string | null;
                phone?: string | null;
                reference?: string | null;
                language?: string | null;
                timezone?: string | null;
                address?: {
                    line1?: string | null;
                    line2?: string | null;
                    city?: string | null;
                    region?: string | null;
                    postal_code?: string | null;
                    country?: string | null;
                } | null;
            };
            methods?: {
                card?: boolean | null;
                open_banking?: boolean | null;
                excluded_card_types?: string[] | null;
                excluded_card_regions?: string[] | null;
            };
            validate_account?: boolean;
            provider_options?: {
                [key: string]: unknown;
            };
            due_on?: string | null;
            /** Format: date-time */
            expires_at?: string;
            metadata?: {
                [key: string]: string;
            } | null;
            created_by?: string | null;
        };
        ListApiKeysAnswer: {
            data: {
                id: string;
                /** @constant */
                object: "api_key";
                name: string | null;
                scopes: ("links:read" | "links:write" | "batches" | "connections" | "admin")[];
                created_at: string;
                revoked_at: string | null;
            }[];
            next_page_token: null;
        };
        ListBatchEventsPage: {
            data: components["schemas"]["BatchEvent"][];
            next_page_token: string | null;
        };
        ListBatchRowsPage: {
            data: components["schemas"]["BatchRow"][];
            next_page_token: string | null;
        };
        ListBatchesPage: {
            data: components["schemas"]["ListedBatch"][];
            next_page_token: string | null;
        };
        ListConnectionsAnswer: {
            data: components["schemas"]["Connection"][];
            next_page_token: null;
        };
        ListEventsPage: {
            data: components["schemas"]["ToldEvent"][];
            /** @description Behind all that was looked at: keep it, and go on with it as `after`, also from an empty page. */
            next_after: string;
            /** @description There may be more to be read at once. A page may be short or even empty and still have more. */
            has_more: boolean;
        };
        ListExportsPage: {
            data: components["schemas"]["Export"][];
            next_page_token: string | null;
        };
        ListLinkEventsAnswer: {
            data: components["schemas"]["Event"][];
            next_page_token: string | null;
        };
        ListLinkMessagesAnswer: {
            data: components["schemas"]["Message"][];
            next_page_token: null;
        };
        ListLinksPage: {
            data: components["schemas"]["Link"][];
            next_page_token: string | null;
        };
        ListProviderLinksPage: {
            data: components["schemas"]["ProviderLink"][];
            next_page_token: string | null;
        };
        ListProvidersAnswer: {
            data: {
                id: string;
                /** @constant */
                object: "provider";
                name: string;
                operations: {
                    list: boolean;
                    update: boolean;
                    cancel: boolean;
                    delete: boolean;
                    assign: boolean;
                    notifications: boolean;
                    account_check: boolean;
                };
                limits: {
                    currencies: string[];
                    amount: {
                        min: number;
                        max: number;
                    };
                    required: string[];
                    unsupported: string[];
                    patterns: {
                        [key: string]: string;
                    };
                    max_lengths: {
                        [key: string]: number;
                    };
                    phone_countries: string[] | null;
                    /** @enum {string} */
                    expiry: "second" | "day" | "none";
                    /** @enum {string} */
                    closable: "always" | "unopened" | "pending" | "never";
                    updatable: string[];
                    options: string[];
                    expands: string[];
                    list: {
                        filters: ("q" | "created_from" | "created_to" | "booking" | "include_child_organisations")[];
                        provider_options: string[];
                        patterns: {
                            [key: string]: string;
                        };
                        sorts: string[];
                        page_size: number | null;
                        needs_filter: boolean;
                    };
                    /** @enum {string} */
                    check: "link" | "sweep";
                    senders: ("service" | "provider")[];
                };
                identifying_settings: string[];
            }[];
            next_page_token: null;
        };
        ListSuppressionsAnswer: {
            data: {
                id: string;
                /** @constant */
                object: "suppression";
                /** @enum {string} */
                channel: "sms" | "email";
                contact: string | null;
                /** @enum {string} */
                source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
                reason: string | null;
                opted_out: boolean;
                suppressed_at: string;
                grounds: {
                    /** @enum {string} */
                    source: "opt_out_page" | "stop_reply" | "complaint" | "carrier" | "bounce" | "api";
                    reason: string | null;
                    at: string;
                }[];
            }[];
            next_page_token: string | null;
        };
        ListWebhookDeliveriesAnswer: {
            data: components["schemas"]["WebhookDelivery"][];
            next_page_token: string | null;
        };
        ListWebhookEndpointsAnswer: {
            data: components["schemas"]["WebhookEndpoint"][];
            next_page_token: null;
        };
        ListWordingsAnswer: {
            data: components["schemas"]["Wording"][];
            next_page_token: null;
        };
        ListedBatch: {
            id: string;
            /** @constant */
            object: "batch";
            /** @enum {string} */
            status: "awaiting_upload" | "validating" | "ready" | "rejected" | "processing" | "completed" | "completed_with_errors" | "cancelled" | "expired";
            file_name: string;
            connection: string;
            provider: string;
            /** @description `provider`: the provider's own batch service has the file; null: its rows become links one by one. */
            mode: "provider" | null;
            retry_of: string | null;
            auto_confirm: boolean;
            created_at: string;
            /** @description Also of changes that nothing else shows. */
            updated_at: string;
            confirmed_at: string | null;
            /** @description No first message goes before. */
            send_at: string | null;
            /** @description Rows that were under way then have ended by `completed_at`. */
            cancelled_at: string | null;
            /** @description When the last row had ended. */
            completed_at: string | null;
            /** @description Why the whole file was refused; `line` 1 is the header. */
            rejection: {
                code: string;
                line: number | null;
                detail: string;
            } | null;
            /** @description Rows by state; each row is in one. `valid` until the batch is confirmed. `creating` are those that were handed to workers. */
            counts: {
                rows: number;
                valid: number;
                invalid: number;
                duplicate: number;
                queued: number;
                creating: number;
                link_created: number;
                failed: number;
                skipped: number;
            };
            /** @description Of the valid rows: those that have a link of an earlier batch of the `retry_of` chain. */
            existing: number;
            /** @description What the valid rows ask for, minor units by currency. */
            totals: {
                currency: string;
                amount: number;
            }[];
            /** @description First messages that we send for the valid rows, and the segments of the SMS. */
            estimate: {
                sms: number;
                email: number;
                sms_segments: number;
            };
            /** @description Rows of what it is doing now (validating, then running) that are through, and how long the rest takes. */
            progress: {
                done: number;
                of: number;
                rows_per_second: number | null;
                seconds_left: number | null;
            };
        };
        Message: {
            id: string;
            /** @constant */
            object: "message";
            link_id: string;
            /** @enum {string} */
            channel: "sms" | "email";
            /** @enum {string} */
            kind: "first" | "resend" | "reminder";
            /** @enum {string} */
            state: "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "unknown" | "suppressed" | "skipped";
            reason: string | null;
            override_reason: string | null;
            fallback: boolean;
            queued_at: string;
            ended_at: string | null;
            delivered_at: string | null;
            marks: ("bounced" | "complained")[];
        };
        NewApiKey: {
            name?: string | null;
            scopes: ("links:read" | "links:write" | "batches" | "connections" | "admin")[];
        };
        NewBatch: {
            /** @description For people; reports are named after it. */
            file_name: string;
            /** @description Of the whole file, hexadecimal: no other one is taken then. */
            sha256?: string | null;
            /** @description What all rows share: any fields of `POST /v1/links` but `reference`, and `expires_in_days`. A row’s own cells win. `connection` names the one that the whole batch goes through. */
            defaults?: {
                connection?: string | null;
                amount?: number;
                currency?: string;
                description?: string | null;
                customer?: {
                    name?: string | null;
                    first_name?: string | null;
                    last_name?: string | null;
                    email?: string | null;
                    phone?: string | null;
                    reference?: string | null;
                    language?: string | null;
                    timezone?: string | null;
                    address?: {
                        line1?: string | null;
                        line2?: string | null;
                        city?: string | null;
                        region?: string | null;
                        postal_code?: string | null;
                        country?: string | null;
                    } | null;
                } | null;
                due_on?: string | null;
                expires_at?: string | null;
                delivery?: {
                    channels?: ("sms" | "email")[] | null;
                    sender?: ("service" | "provider") | null;
                    override_reason?: string | null;
                    send_at?: string | null;
                    fallback?: "on_undelivered" | null;
                } | null;
                reminders?: (("default" | "none") | {
                    steps: {
                        /** @enum {string} */
                        anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                        offset: string;
                        channels: ("sms" | "email")[];
                    }[];
                    window?: {
                        days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        from: string;
                        to: string;
                    } | null;
                }) | null;
                redirects?: {
                    success?: string | null;
                    failure?: string | null;
                    cancel?: string | null;
                } | null;
                methods?: {
                    card?: boolean | null;
                    open_banking?: boolean | null;
                    excluded_card_types?: string[] | null;
                    excluded_card_regions?: string[] | null;
                } | null;
                booking?: {
                    id?: string | null;
                    reference?: string | null;
                } | null;
                validate_account?: boolean | null;
                created_by?: string | null;
                on_duplicate?: ("allow" | "reject") | null;
                metadata?: {
                    [key: string]: string;
                } | null;
                provider_options?: {
                    [key: string]: unknown;
                } | null;
                expires_in_days?: number | null;
            } | null;
            /** @description Names of columns in the file, each with the field that it is for; null leaves a column out. */
            columns?: {
                [key: string]: string | null;
            } | null;
            /** @description The batch whose failed rows these are, corrected: a row that has its link already keeps it, one that had failed is made in its place. */
            retry_of?: string | null;
            /** @description A file without any error runs as soon as it is validated. */
            auto_confirm?: boolean | null;
            /** @description Takes a file although the same content was confirmed in the last 30 days. */
            force?: boolean | null;
            /** @description `provider` hands the file to the provider's own batch service, where it has one. */
            mode?: "provider" | null;
        };
        NewConnection: {
            provider: string;
            /** @description The provider's own fields that are not secret. */
            settings: {
                [key: string]: unknown;
            };
            /** @description Write only: sealed, never shown again. Left out in a replacement, they stay. */
            credentials?: {
                [key: string]: unknown;
            } | null;
            wire?: {
                [key: string]: unknown;
            } | null;
            /** @description Who sends links that do not say so themselves: `service`, the default, or `provider` where it has that (`limits.senders`). */
            sender?: ("service" | "provider") | null;
            /** @description When a link without `expires_at` ends; 30 when left out. */
            expires_in_days?: number | null;
            /** @description Calls a second that the provider takes, 1 to 100; 10 when left out, since none of the providers publishes a limit. What runs in the background (checks by the timer and before reminders) uses at most 80 % of it. */
            calls_per_second?: number | null;
            reminders?: (("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window?: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                } | null;
            }) | null;
        };
        NewExport: {
            /** @description What the rows are; there is one kind. */
            kind?: "links" | null;
            /** @description An instant, or a date of the organisation’s zone: its first moment. */
            paid_from: string;
            /** @description An instant, which does not belong to the period, or a date, which does as a whole day. Left out: now. */
            paid_to?: string | null;
            status?: ("creating" | "active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled" | "failed")[] | null;
            connection?: string | null;
            provider?: string | null;
            provider_link_id?: string | null;
            reference?: string | null;
            customer_reference?: string | null;
            batch_id?: string | null;
            booking_id?: string | null;
            created_by?: string | null;
            opened?: boolean | null;
            created_from?: string | null;
            created_to?: string | null;
            expires_from?: string | null;
            expires_to?: string | null;
            amount_min?: number | null;
            amount_max?: number | null;
            metadata?: {
                [key: string]: string;
            } | null;
            provider_options?: {
                [key: string]: string;
            } | null;
            /** @description Part of name, email, phone or reference, whatever the case. */
            q?: string | null;
            /** @description What stands between two cells; a comma when left out. */
            delimiter?: ("," | ";" | "\t") | null;
            /** @description Begins the file with a byte order mark: Excel then knows that it is UTF-8. */
            bom?: boolean | null;
        };
        NewLink: {
            /** @description Which account at which provider; the organisation's default one when left out. */
            connection?: string | null;
            /** @description Minor units (pence, cents) of the currency. */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
            /** @description Your own reference. Need not be unique; lists find it exactly. */
            reference?: string | null;
            /** @description What it is for. Shown to the payer. */
            description?: string | null;
            /** @description Who is asked. `name` may be given as, or beside, `first_name` and `last_name`. */
            customer?: {
                name?: string | null;
                first_name?: string | null;
                last_name?: string | null;
                email?: string | null;
                phone?: string | null;
                reference?: string | null;
                language?: string | null;
                timezone?: string | null;
                address?: {
                    line1?: string | null;
                    line2?: string | null;
                    city?: string | null;
                    region?: string | null;
                    postal_code?: string | null;
                    country?: string | null;
                } | null;
            } | null;
            /** @description When it should be paid, for people; the link stays payable until `expires_at`. */
            due_on?: string | null;
            /** @description The link's end, at most 366 days from now; the connection's default (30 days) when left out. */
            expires_at?: string | null;
            /** @description Channels on which the link is sent as soon as it is ready, or at `send_at`; none when left out. Messages go between 08:00 and 21:00 where the customer is, unless there is an `override_reason`. */
            delivery?: {
                channels?: ("sms" | "email")[] | null;
                sender?: ("service" | "provider") | null;
                override_reason?: string | null;
                send_at?: string | null;
                fallback?: "on_undelivered" | null;
            } | null;
            /** @description When to remind: `default` (the connection's plan, else the organisation's, else that of the product), `none`, or a plan of its own. Left out: the default where the link is sent, else none. */
            reminders?: (("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window?: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                } | null;
            }) | null;
            /** @description Where the payer is sent on to afterwards. */
            redirects?: {
                success?: string | null;
                failure?: string | null;
                cancel?: string | null;
            } | null;
            /** @description How the payer may pay, where the provider has such switches. */
            methods?: {
                card?: boolean | null;
                open_banking?: boolean | null;
                excluded_card_types?: string[] | null;
                excluded_card_regions?: string[] | null;
            } | null;
            /** @description A booking at the provider, or of your own. */
            booking?: {
                id?: string | null;
                reference?: string | null;
            } | null;
            /** @description Whether the provider checks the customer's account first. */
            validate_account?: boolean | null;
            /** @description Who in your house made it. */
            created_by?: string | null;
            on_duplicate?: ("allow" | "reject" | "return_existing") | null;
            /** @description Up to 20 names of 40 characters with texts of 200, 1 KB in all. */
            metadata?: {
                [key: string]: string;
            } | null;
            /** @description Fields of this one provider that have no common name; see `GET /v1/providers`. */
            provider_options?: {
                [key: string]: unknown;
            } | null;
        };
        NewWebhookEndpoint: {
            /** @description Https, of a public host; no user, no fragment; port 443 or one from 1024 on; at most 500 characters. */
            url: string;
            description?: string | null;
            /** @description What it is told of. Left out: `link.paid`, `link.expired`, `link.failed`, `link.exception`. */
            events?: ("link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped")[] | null;
        };
        NewWebhookReplay: {
            /**
             * Format: date-time
             * @description Events from this instant on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Events before this instant.
             */
            to: string;
            /** @description Only of these types. */
            types?: ("link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped")[] | null;
            /** @description Only deliveries in these states; all when left out. */
            states?: ("pending" | "delivered" | "failed" | "skipped")[] | null;
            /** @description From the answer before, to go on. Everything else as before. */
            page_token?: string | null;
        };
        NewWording: {
            /** @description Texts of an SMS: the first one, also when a link is sent again, and that of reminders. */
            sms?: {
                first?: {
                    text: string;
                } | null;
                reminder?: {
                    text: string;
                } | null;
            } | null;
            /** @description The same of an email. Its HTML is made of the text. */
            email?: {
                first?: {
                    subject: string;
                    text: string;
                    button?: string | null;
                } | null;
                reminder?: {
                    subject: string;
                    text: string;
                    button?: string | null;
                } | null;
            } | null;
        };
        NewWordingPreview: {
            /** @enum {string} */
            channel: "sms" | "email";
            /** @enum {string} */
            kind: "first" | "reminder";
            /** @description A customer's; that of the link's customer when left out. */
            language?: string | null;
            /** @description Words to be tried; those that are kept, else ours, when left out. An email needs a `subject`. */
            wording?: {
                subject?: string | null;
                text: string;
                button?: string | null;
            } | null;
            /** @description What the message is about. */
            link_id?: string | null;
            /** @description A link that there is not. What is left out is made up; null is without a value, and `amount_paid: null` is paid in part without anybody knowing how much. */
            sample?: {
                sender?: string | null;
                name?: string | null;
                amount?: number;
                currency?: string;
                amount_paid?: number | null;
                description?: string | null;
                reference?: string | null;
                due_on?: string | null;
                /** Format: date-time */
                expires_at?: string;
            } | null;
        };
        Organisation: {
            id: string;
            /** @constant */
            object: "organisation";
            name: string;
            /** @enum {string} */
            mode: "test" | "live";
            timezone: string;
            sender_name: string | null;
            default_connection: string | null;
            reminders: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            short_urls: {
                /** @enum {string} */
                renewal: "on" | "off";
            };
            default_language: string | null;
            alert_email: string | null;
            wording_languages: string[];
            version: number;
            created_at: string;
            updated_at: string;
        };
        OrganisationChanges: {
            name?: string;
            timezone?: string;
            sender_name?: string | null;
            default_connection?: string | null;
            reminders?: (("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window?: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                } | null;
            }) | null;
            short_urls?: {
                renewal?: ("on" | "off") | null;
            } | null;
            default_language?: string | null;
            alert_email?: string | null;
        };
        PauseRemindersAnswer: {
            /** @constant */
            object: "reminders";
            link_id: string;
            plan: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            paused_at: string | null;
            timezones: string[];
            sent: number;
            most: number;
            next_at: string | null;
            steps: {
                step: number;
                /** @enum {string} */
                anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                offset: string;
                channels: ("sms" | "email")[];
                /** @enum {string} */
                state: "waiting" | "planned" | "paused" | "sending" | "sent" | "skipped" | "failed";
                planned_at: string | null;
                ended_at: string | null;
                reason: string | null;
            }[];
        };
        ProviderLink: {
            /** @constant */
            object: "provider_link";
            /** @description The link of yours that it belongs to; null: it was not made here. */
            link_id: string | null;
            provider_link_id: string | null;
            /** @description The provider's own page. */
            provider_url: string;
            /** @description The provider's own word for it. */
            provider_status: string | null;
            /** @description The provider's view in our words; null for a word that is not known. */
            status: ("active" | "processing" | "partially_paid" | "paid" | "expired" | "cancelled") | null;
            amount: number | null;
            currency: string | null;
            /** @description Money received, minor units; null where the provider does not tell it. */
            amount_paid: number | null;
            booking: {
                id: string | null;
                reference: string | null;
            } | null;
            sent_at: string | null;
            opened_at: string | null;
            downloaded_at: string | null;
            paid_at: string | null;
            provider_expires_at: string | null;
            /** @description What a person should see, of this one read. */
            exceptions: {
                code: string;
            }[];
            /** @description What else the provider tells, by its own names. */
            provider_data: {
                [key: string]: unknown;
            };
        };
        PutRemindersAnswer: {
            /** @constant */
            object: "reminders";
            link_id: string;
            plan: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            paused_at: string | null;
            timezones: string[];
            sent: number;
            most: number;
            next_at: string | null;
            steps: {
                step: number;
                /** @enum {string} */
                anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                offset: string;
                channels: ("sms" | "email")[];
                /** @enum {string} */
                state: "waiting" | "planned" | "paused" | "sending" | "sent" | "skipped" | "failed";
                planned_at: string | null;
                ended_at: string | null;
                reason: string | null;
            }[];
        };
        PutRemindersRequest: {
            /** @enum {string} */
            plan: "default" | "none";
        } | {
            steps: {
                /** @enum {string} */
                anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                offset: string;
                channels: ("sms" | "email")[];
            }[];
            window?: {
                days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                to: string;
            } | null;
        };
        RecordExternalPaymentRequest: {
            amount: number;
            method: string;
            /** Format: date */
            received_on: string;
            reference: string;
        };
        ResolveLinkRequest: {
            provider_link_id?: string | null;
            none?: true | null;
        };
        ResumeRemindersAnswer: {
            /** @constant */
            object: "reminders";
            link_id: string;
            plan: ("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                };
            };
            paused_at: string | null;
            timezones: string[];
            sent: number;
            most: number;
            next_at: string | null;
            steps: {
                step: number;
                /** @enum {string} */
                anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                offset: string;
                channels: ("sms" | "email")[];
                /** @enum {string} */
                state: "waiting" | "planned" | "paused" | "sending" | "sent" | "skipped" | "failed";
                planned_at: string | null;
                ended_at: string | null;
                reason: string | null;
            }[];
        };
        SendLinkAnswer: {
            data: components["schemas"]["Message"][];
        };
        SendLinkRequest: {
            channels?: ("sms" | "email")[] | null;
            override_reason?: string | null;
        };
        SupersedeLinkRequest: {
            connection?: string | null;
            amount?: number;
            currency?: string;
            reference?: string | null;
            description?: string | null;
            customer?: {
                name?: string | null;
                first_name?: string | null;
                last_name?: string | null;
                email?: string | null;
                phone?: string | null;
                reference?: string | null;
                language?: string | null;
                timezone?: string | null;
                address?: {
                    line1?: string | null;
                    line2?: string | null;
                    city?: string | null;
                    region?: string | null;
                    postal_code?: string | null;
                    country?: string | null;
                } | null;
            } | null;
            due_on?: string | null;
            expires_at?: string | null;
            delivery?: {
                channels?: ("sms" | "email")[] | null;
                sender?: ("service" | "provider") | null;
                override_reason?: string | null;
                send_at?: string | null;
                fallback?: "on_undelivered" | null;
            } | null;
            reminders?: (("default" | "none") | {
                steps: {
                    /** @enum {string} */
                    anchor: "created_at" | "sent_at" | "opened_at" | "due_on" | "expires_at";
                    offset: string;
                    channels: ("sms" | "email")[];
                }[];
                window?: {
                    days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from: string;
                    to: string;
                } | null;
            }) | null;
            redirects?: {
                success?: string | null;
                failure?: string | null;
                cancel?: string | null;
            } | null;
            methods?: {
                card?: boolean | null;
                open_banking?: boolean | null;
                excluded_card_types?: string[] | null;
                excluded_card_regions?: string[] | null;
            } | null;
            booking?: {
                id?: string | null;
                reference?: string | null;
            } | null;
            validate_account?: boolean | null;
            created_by?: string | null;
            metadata?: {
                [key: string]: string;
            } | null;
            provider_options?: {
                [key: string]: unknown;
            } | null;
        };
        ToldEvent: {
            /** @enum {string} */
            type: "link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped";
            /** @description When it happened. It may have been published later. */
            timestamp: string;
            /** @description `event_id` is also the `webhook-id` of its deliveries. `version` counts the changes of its link or batch. Amounts are minor units. New members may come. */
            data: {
                status: string;
                amount?: number;
                amount_paid?: number;
                currency?: string;
                message_id?: string;
                channel?: string;
                channels?: string[];
                step?: number;
                try?: number;
                exception?: string;
                changed?: string[];
                provider_status?: string;
                superseded_by?: string;
                failure?: string;
                connection?: string;
                rows?: number;
                line?: number;
                event_id: string;
                link_id?: string;
                reference?: string | null;
                batch_id?: string;
                version: number;
                reason?: string;
            };
        };
        WebhookDelivery: {
            id: string;
            /** @constant */
            object: "webhook_delivery";
            endpoint_id: string;
            event_id: string;
            event_type: string;
            event_at: string;
            link_id: string | null;
            batch_id: string | null;
            /**
             * @description `pending` is tried until it is `delivered` or `failed`. `skipped`: the endpoint was disabled; a replay sends it.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed" | "skipped";
            /** @description Why it failed or was skipped: `gone`, `tries_used`, `endpoint_disabled`, `endpoint_deleted`. */
            reason: string | null;
            /** @description Tries begun since it was made, or last replayed; ten at most. */
            tries: number;
            next_try_at: string | null;
            ended_at: string | null;
            replays: number;
            /** @description The last ten tries, the oldest first: the status that was answered, or why there was none. */
            attempts: {
                at: string;
                ms: number;
                status: number | null;
                failure: ("timeout" | "unknown_host" | "address_refused" | "url_refused" | "not_reached" | "tls" | "broken_off" | "no_http") | null;
            }[];
        };
        WebhookEndpoint: {
            id: string;
            /** @constant */
            object: "webhook_endpoint";
            url: string;
            description: string | null;
            events: ("link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped")[];
            /** @enum {string} */
            status: "enabled" | "disabled";
            /** @description `gone`: its server answered 410. `by_key`: switched off through the API. */
            disabled_reason: ("gone" | "by_key") | null;
            disabled_at: string | null;
            /** @description The first failure since the last success; null while it answers. */
            failing_since: string | null;
            /** @description It has failed too often in a row: nothing is tried before, then one delivery as a probe. */
            paused_until: string | null;
            secret_made_at: string;
            /** @description Until when each secret before a rotation is still good, the newest first. */
            former_secrets_until: string[];
            version: number;
            created_at: string;
            updated_at: string;
        };
        WebhookEndpointChanges: {
            url?: string;
            description?: string | null;
            events?: ("link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped")[];
            /** @enum {string} */
            status?: "enabled" | "disabled";
        };
        WebhookEndpointWithSecret: {
            id: string;
            /** @constant */
            object: "webhook_endpoint";
            url: string;
            description: string | null;
            events: ("link.created" | "link.sent" | "link.opened" | "link.processing" | "link.partially_paid" | "link.paid" | "link.expired" | "link.cancelled" | "link.superseded" | "link.failed" | "link.exception" | "message.sent" | "message.delivered" | "message.undelivered" | "message.unknown" | "message.suppressed" | "message.skipped" | "reminder.sent" | "reminder.skipped" | "recipient.opted_out" | "batch.ready" | "batch.completed" | "batch.completed_with_errors" | "batch.rejected" | "batch.stopped")[];
            /** @enum {string} */
            status: "enabled" | "disabled";
            disabled_reason: ("gone" | "by_key") | null;
            disabled_at: string | null;
            failing_since: string | null;
            paused_until: string | null;
            secret_made_at: string;
            former_secrets_until: string[];
            version: number;
            created_at: string;
            updated_at: string;
            /** @description For the library of Standard Webhooks. Shown this once; only a sealed copy is kept. */
            secret: string;
        };
        WebhookReplay: {
            /** @constant */
            object: "webhook_replay";
            /** @description How many will be sent. One that is being sent just now is left alone. */
            replayed: number;
            next_page_token: string | null;
        };
        WebhookTest: {
            /** @constant */
            object: "webhook_test";
            /** @description It answered 2xx. */
            delivered: boolean;
            status: number | null;
            /** @description Why there was no status. */
            failure: ("timeout" | "unknown_host" | "address_refused" | "url_refused" | "not_reached" | "tls" | "broken_off" | "no_http") | null;
            /** @description How long it took. */
            ms: number;
        };
        Wording: {
            /** @constant */
            object: "wording";
            language: string;
            sms: {
                first: {
                    text: string;
                } | null;
                reminder: {
                    text: string;
                } | null;
            };
            email: {
                first: {
                    subject: string;
                    text: string;
                    button: string | null;
                } | null;
                reminder: {
                    subject: string;
                    text: string;
                    button: string | null;
                } | null;
            };
            version: number;
            created_at: string;
            updated_at: string;
        };
        WordingPreview: {
            /** @constant */
            object: "wording_preview";
            /** @enum {string} */
            kind: "first" | "reminder";
            language: string;
            own: boolean;
            /** @constant */
            channel: "sms";
            text: string;
            /** @enum {string} */
            encoding: "GSM-7" | "UCS-2";
            characters: number;
            units: number;
            segments: number;
            forcing_ucs2: string[];
        } | {
            /** @constant */
            object: "wording_preview";
            /** @enum {string} */
            kind: "first" | "reminder";
            language: string;
            own: boolean;
            /** @constant */
            channel: "email";
            subject: string;
            text: string;
            html: string;
        };
        /** @description RFC 9457. `code` tells what it is; `retryable`: the same request may succeed later. */
        Problem: {
            /** Format: uri */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "malformed_json" | "page_token_invalid" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "conflict_state" | "operation_in_progress" | "duplicate_active_link" | "recipient_suppressed" | "report_not_ready" | "idempotency_in_progress" | "version_conflict" | "body_too_large" | "unsupported_media_type" | "validation_error" | "capability_not_supported" | "provider_rejected" | "idempotency_key_reused" | "card_number_refused" | "rate_limited" | "internal" | "provider_bad_response" | "provider_unavailable";
            request_id: string;
            retryable: boolean;
            /** @description One per fault: a JSON pointer into the body, or below /query, /path and /header. */
            errors?: {
                pointer: string;
                code: string;
                detail: string;
            }[];
            /** @description Which provider refused or failed, and how. */
            provider?: {
                name: string;
                category: string;
                status?: number;
                code?: string;
            };
            link_id?: string;
            conflicting_link_id?: string;
            from?: string;
            to?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The request's id, also in our logs. */
        "Request-Id": string;
        /** @description Seconds to wait. */
        "Retry-After": number;
        /** @description Where it is to be fetched. */
        Location: string;
        /** @description `true` on a repeated answer. */
        "Idempotency-Replayed": string;
    };
    pathItems: never;
}
export type ApiKeyCreated = components['schemas']['ApiKeyCreated'];
export type AssignLinkRequest = components['schemas']['AssignLinkRequest'];
export type Batch = components['schemas']['Batch'];
export type BatchEvent = components['schemas']['BatchEvent'];
export type BatchRow = components['schemas']['BatchRow'];
export type CheckConnectionAnswer = components['schemas']['CheckConnectionAnswer'];
export type ConfirmBatchRequest = components['schemas']['ConfirmBatchRequest'];
export type Connection = components['schemas']['Connection'];
export type ConnectionSummary = components['schemas']['ConnectionSummary'];
export type CreateSuppressionAnswer = components['schemas']['CreateSuppressionAnswer'];
export type CreateSuppressionRequest = components['schemas']['CreateSuppressionRequest'];
export type Event = components['schemas']['Event'];
export type ExpandedLink = components['schemas']['ExpandedLink'];
export type Export = components['schemas']['Export'];
export type GetRemindersAnswer = components['schemas']['GetRemindersAnswer'];
export type GetSuppressionAnswer = components['schemas']['GetSuppressionAnswer'];
export type Health = components['schemas']['Health'];
export type Link = components['schemas']['Link'];
export type LinkChanges = components['schemas']['LinkChanges'];
export type ListApiKeysAnswer = components['schemas']['ListApiKeysAnswer'];
export type ListBatchEventsPage = components['schemas']['ListBatchEventsPage'];
export type ListBatchRowsPage = components['schemas']['ListBatchRowsPage'];
export type ListBatchesPage = components['schemas']['ListBatchesPage'];
export type ListConnectionsAnswer = components['schemas']['ListConnectionsAnswer'];
export type ListEventsPage = components['schemas']['ListEventsPage'];
export type ListExportsPage = components['schemas']['ListExportsPage'];
export type ListLinkEventsAnswer = components['schemas']['ListLinkEventsAnswer'];
export type ListLinkMessagesAnswer = components['schemas']['ListLinkMessagesAnswer'];
export type ListLinksPage = components['schemas']['ListLinksPage'];
export type ListProviderLinksPage = components['schemas']['ListProviderLinksPage'];
export type ListProvidersAnswer = components['schemas']['ListProvidersAnswer'];
export type ListSuppressionsAnswer = components['schemas']['ListSuppressionsAnswer'];
export type ListWebhookDeliveriesAnswer = components['schemas']['ListWebhookDeliveriesAnswer'];
export type ListWebhookEndpointsAnswer = components['schemas']['ListWebhookEndpointsAnswer'];
export type ListWordingsAnswer = components['schemas']['ListWordingsAnswer'];
export type ListedBatch = components['schemas']['ListedBatch'];
export type Message = components['schemas']['Message'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type NewBatch = components['schemas']['NewBatch'];
export type NewConnection = components['schemas']['NewConnection'];
export type NewExport = components['schemas']['NewExport'];
export type NewLink = components['schemas']['NewLink'];
export type NewWebhookEndpoint = components['schemas']['NewWebhookEndpoint'];
export type NewWebhookReplay = components['schemas']['NewWebhookReplay'];
export type NewWording = components['schemas']['NewWording'];
export type NewWordingPreview = components['schemas']['NewWordingPreview'];
export type Organisation = components['schemas']['Organisation'];
export type OrganisationChanges = components['schemas']['OrganisationChanges'];
export type PauseRemindersAnswer = components['schemas']['PauseRemindersAnswer'];
export type ProviderLink = components['schemas']['ProviderLink'];
export type PutRemindersAnswer = components['schemas']['PutRemindersAnswer'];
export type PutRemindersRequest = components['schemas']['PutRemindersRequest'];
export type RecordExternalPaymentRequest = components['schemas']['RecordExternalPaymentRequest'];
export type ResolveLinkRequest = components['schemas']['ResolveLinkRequest'];
export type ResumeRemindersAnswer = components['schemas']['ResumeRemindersAnswer'];
export type SendLinkAnswer = components['schemas']['SendLinkAnswer'];
export type SendLinkRequest = components['schemas']['SendLinkRequest'];
export type SupersedeLinkRequest = components['schemas']['SupersedeLinkRequest'];
export type ToldEvent = components['schemas']['ToldEvent'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookEndpoint = components['schemas']['WebhookEndpoint'];
export type WebhookEndpointChanges = components['schemas']['WebhookEndpointChanges'];
export type WebhookEndpointWithSecret = components['schemas']['WebhookEndpointWithSecret'];
export type WebhookReplay = components['schemas']['WebhookReplay'];
export type WebhookTest = components['schemas']['WebhookTest'];
export type Wording = components['schemas']['Wording'];
export type WordingPreview = components['schemas']['WordingPreview'];
export type Problem = components['schemas']['Problem'];
export type HeaderRequestId = components['headers']['Request-Id'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderLocation = components['headers']['Location'];
export type HeaderIdempotencyReplayed = components['headers']['Idempotency-Replayed'];
export type $defs = Record<string, never>;
export interface operations {
    listLinks: {
        parameters: {
            query?: {
                status?: string | string[];
                connection?: string;
                provider?: string;
                provider_link_id?: string;
                reference?: string;
                customer_reference?: string;
                batch_id?: string;
                booking_id?: string;
                created_by?: string;
                opened?: "true" | "false";
                created_from?: string;
                created_to?: string;
                expires_from?: string;
                expires_to?: string;
                paid_from?: string;
                paid_to?: string;
                amount_min?: string;
                amount_max?: string;
                metadata?: {
                    [key: string]: string;
                };
                provider_options?: {
                    [key: string]: string;
                };
                q?: string;
                sort?: "-created_at" | "created_at";
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of links. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *           "object": "link",
                     *           "status": "active",
                     *           "display_status": "pending",
                     *           "version": 2,
                     *           "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *           "connection": "felloh-main",
                     *           "provider": "felloh",
                     *           "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *           "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *           "provider_status": null,
                     *           "provider_url_open": false,
                     *           "amount": 12500,
                     *           "amount_paid": 0,
                     *           "currency": "GBP",
                     *           "reference": "INV-1001",
                     *           "description": "Deposit for Bali",
                     *           "customer": {
                     *             "name": "Ada Byron",
                     *             "first_name": null,
                     *             "last_name": null,
                     *             "email": "ada@example.com",
                     *             "phone": "+447700900123",
                     *             "reference": "C-77",
                     *             "language": "en-GB",
                     *             "timezone": "Europe/London",
                     *             "address": null
                     *           },
                     *           "due_on": "2026-12-10",
                     *           "expires_at": "2026-12-20T23:59:59.000Z",
                     *           "delivery": {
                     *             "channels": [
                     *               "sms",
                     *               "email"
                     *             ],
                     *             "sender": "service",
                     *             "override_reason": null,
                     *             "send_at": null,
                     *             "fallback": null
                     *           },
                     *           "reminders": "none",
                     *           "redirects": null,
                     *           "methods": null,
                     *           "booking": null,
                     *           "validate_account": false,
                     *           "created_by": null,
                     *           "metadata": {
                     *             "order": "42"
                     *           },
                     *           "provider_options": {},
                     *           "sent_at": null,
                     *           "opened_at": null,
                     *           "open_count": 0,
                     *           "paid_at": null,
                     *           "external_payments": [],
                     *           "expired_at": null,
                     *           "cancelled_at": null,
                     *           "created_at": "2026-11-20T09:30:00.000Z",
                     *           "updated_at": "2026-11-20T09:30:00.840Z",
                     *           "next_action_at": "2026-12-20T23:59:59.000Z",
                     *           "batch_id": null,
                     *           "superseded_by": null,
                     *           "supersedes": null,
                     *           "failure": null,
                     *           "exceptions": []
                     *         }
                     *       ],
                     *       "next_page_token": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListLinksPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connection": "felloh-main",
                 *       "amount": 12500,
                 *       "currency": "GBP",
                 *       "reference": "INV-1001",
                 *       "description": "Deposit for Bali",
                 *       "customer": {
                 *         "name": "Ada Byron",
                 *         "email": "ada@example.com",
                 *         "phone": "+447700900123",
                 *         "reference": "C-77",
                 *         "language": "en-GB",
                 *         "timezone": "Europe/London"
                 *       },
                 *       "due_on": "2026-12-10",
                 *       "expires_at": "2026-12-20T23:59:59Z",
                 *       "delivery": {
                 *         "channels": [
                 *           "sms",
                 *           "email"
                 *         ]
                 *       },
                 *       "metadata": {
                 *         "order": "42"
                 *       },
                 *       "provider_options": {
                 *         "authorisation_only": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            /** @description The link. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description The provider's answer is not known yet: `status` is `creating` and settles by itself. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `duplicate_active_link`: An open link has this reference. `recipient_suppressed`: The recipient must not be messaged. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. `capability_not_supported`: The provider cannot do this. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLink: {
        parameters: {
            query?: {
                expand?: string | string[];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpandedLink"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is hidden. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read, as in `ETag`. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customer": {
                 *         "phone": "+447700900456"
                 *       },
                 *       "metadata": {
                 *         "order": "43"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["LinkChanges"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_conflict`: It has been changed in between. */
            412: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `capability_not_supported`: The provider cannot do this. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "channels": [
                 *         "sms"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SendLinkRequest"];
            };
        };
        responses: {
            /** @description The messages, which are on their way. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendLinkAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. `recipient_suppressed`: The recipient must not be messaged. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "booking_id": "226009ab-ffe9-4c80-922b-982e8e7849f8"
                 *     }
                 */
                "application/json": components["schemas"]["AssignLinkRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    supersedeLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SupersedeLinkRequest"];
            };
        };
        responses: {
            /** @description The new link. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description The provider's answer about the new link is not known yet: its `status` is `creating` and settles by itself. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. `recipient_suppressed`: The recipient must not be messaged. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. `capability_not_supported`: The provider cannot do this. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordExternalPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordExternalPaymentRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description The provider's answer is not known yet. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `recipient_suppressed`: The recipient must not be messaged. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "none": true
                 *     }
                 */
                "application/json": components["schemas"]["ResolveLinkRequest"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *       "object": "link",
                     *       "status": "active",
                     *       "display_status": "pending",
                     *       "version": 2,
                     *       "url": "https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd",
                     *       "connection": "felloh-main",
                     *       "provider": "felloh",
                     *       "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *       "provider_status": null,
                     *       "provider_url_open": false,
                     *       "amount": 12500,
                     *       "amount_paid": 0,
                     *       "currency": "GBP",
                     *       "reference": "INV-1001",
                     *       "description": "Deposit for Bali",
                     *       "customer": {
                     *         "name": "Ada Byron",
                     *         "first_name": null,
                     *         "last_name": null,
                     *         "email": "ada@example.com",
                     *         "phone": "+447700900123",
                     *         "reference": "C-77",
                     *         "language": "en-GB",
                     *         "timezone": "Europe/London",
                     *         "address": null
                     *       },
                     *       "due_on": "2026-12-10",
                     *       "expires_at": "2026-12-20T23:59:59.000Z",
                     *       "delivery": {
                     *         "channels": [
                     *           "sms",
                     *           "email"
                     *         ],
                     *         "sender": "service",
                     *         "override_reason": null,
                     *         "send_at": null,
                     *         "fallback": null
                     *       },
                     *       "reminders": "none",
                     *       "redirects": null,
                     *       "methods": null,
                     *       "booking": null,
                     *       "validate_account": false,
                     *       "created_by": null,
                     *       "metadata": {
                     *         "order": "42"
                     *       },
                     *       "provider_options": {},
                     *       "sent_at": null,
                     *       "opened_at": null,
                     *       "open_count": 0,
                     *       "paid_at": null,
                     *       "external_payments": [],
                     *       "expired_at": null,
                     *       "cancelled_at": null,
                     *       "created_at": "2026-11-20T09:30:00.000Z",
                     *       "updated_at": "2026-11-20T09:30:00.840Z",
                     *       "next_action_at": "2026-12-20T23:59:59.000Z",
                     *       "batch_id": null,
                     *       "superseded_by": null,
                     *       "supersedes": null,
                     *       "failure": null,
                     *       "exceptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLinkEvents: {
        parameters: {
            query?: {
                page_token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the timeline. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLinkEventsAnswer"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLinkMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All messages of the link. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLinkMessagesAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLinkQr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An SVG image. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBatches: {
        parameters: {
            query?: {
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of batches. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListBatchesPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBatch"];
            };
        };
        responses: {
            /** @description The batch, which waits for its file. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatchTemplate: {
        parameters: {
            query?: {
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmBatchUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was refused, or is validated already. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description The file is being validated. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfirmBatchRequest"];
            };
        };
        responses: {
            /** @description It has run already. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description It runs. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description It is cancelled, and rows that were under way still end. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has run again already. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description It runs again. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBatchRows: {
        parameters: {
            query?: {
                state?: "valid" | "invalid" | "duplicate" | "queued" | "creating" | "link_created" | "failed" | "skipped";
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of rows. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListBatchRowsPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatchErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report is at `Location`, for five minutes. */
            303: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `report_not_ready`: The report is not there yet. `conflict_state`: Not possible in this state. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatchResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report is at `Location`, for five minutes. */
            303: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `report_not_ready`: The report is not there yet. `conflict_state`: Not possible in this state. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBatchEvents: {
        parameters: {
            query?: {
                page_token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the timeline. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListBatchEventsPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of exports. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListExportsPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "paid_from": "2026-11-01",
                 *       "paid_to": "2026-11-30",
                 *       "connection": "felloh-main"
                 *     }
                 */
                "application/json": components["schemas"]["NewExport"];
            };
        };
        responses: {
            /** @description The export, which waits for its turn. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is at `Location`, for five minutes. */
            303: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `report_not_ready`: The report is not there yet. `conflict_state`: Not possible in this state. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan, step by step. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetRemindersAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutRemindersRequest"];
            };
        };
        responses: {
            /** @description The plan, step by step. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutRemindersAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan, step by step. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseRemindersAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeReminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan, step by step. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeRemindersAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                channel?: "sms" | "email";
                contact?: string;
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSuppressionsAnswer"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSuppressionRequest"];
            };
        };
        responses: {
            /** @description It is suppressed. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateSuppressionAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suppression. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSuppressionAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSuppression: {
        parameters: {
            query?: {
                opted_in?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It may be messaged again. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `recipient_suppressed`: The recipient must not be messaged. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                after?: string;
                from?: string;
                type?: string | string[];
                page_size?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of events. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "type": "link.paid",
                     *           "timestamp": "2026-11-20T09:30:00.000Z",
                     *           "data": {
                     *             "status": "paid",
                     *             "amount": 12500,
                     *             "amount_paid": 12500,
                     *             "currency": "GBP",
                     *             "event_id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0.7.0",
                     *             "link_id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *             "reference": "INV-1001",
                     *             "version": 7
                     *           }
                     *         }
                     *       ],
                     *       "next_after": "WyJweDNWeTdEZUxMalRBUXlCIiwiRmRMVlhtQVZicWlNMGhFSCIsIjAwMTc5NTE2NzAwMDkwMCMwMUtBR003UTQwQjZZMVpDOEUzRjVHN0g5SjAuMDAwMDAwMDcuMDAiXQ",
                     *       "has_more": false
                     *     }
                     */
                    "application/json": components["schemas"]["ListEventsPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All endpoints, without their secrets. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWebhookEndpointsAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint with its secret, this once. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChanges"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint with its new secret. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                state?: "pending" | "delivered" | "failed" | "skipped";
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWebhookDeliveriesAnswer"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookReplay"];
            };
        };
        responses: {
            /** @description How many will be sent. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplay"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be sent. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All connections that are not retired. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConnectionsAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "felloh",
                 *       "settings": {
                 *         "base_url": "https://sandbox.felloh.com",
                 *         "organisation": "X1234"
                 *       },
                 *       "credentials": {
                 *         "public_key": "your public key",
                 *         "private_key": "your private key"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description It was replaced. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description It was created. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict_state`: Not possible in this state. `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `capability_not_supported`: The provider cannot do this. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is retired. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviderLinks: {
        parameters: {
            query?: {
                q?: string;
                created_from?: string;
                created_to?: string;
                booking?: "true" | "false";
                include_child_organisations?: "true" | "false";
                provider_options?: {
                    [key: string]: string;
                };
                sort?: string;
                page_size?: string;
                page_token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the provider's links. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "object": "provider_link",
                     *           "link_id": "01KAGM7Q40B6Y1ZC8E3F5G7H9J0",
                     *           "provider_link_id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *           "provider_url": "https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162",
                     *           "provider_status": null,
                     *           "status": "active",
                     *           "amount": 12500,
                     *           "currency": "GBP",
                     *           "amount_paid": null,
                     *           "booking": null,
                     *           "sent_at": null,
                     *           "opened_at": null,
                     *           "downloaded_at": null,
                     *           "paid_at": null,
                     *           "provider_expires_at": null,
                     *           "exceptions": [],
                     *           "provider_data": {
                     *             "organisation": "X1234",
                     *             "type": "CARD"
                     *           }
                     *         }
                     *       ],
                     *       "next_page_token": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListProviderLinksPage"];
                };
            };
            /** @description `page_token_invalid`: The page token does not belong to this list. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `capability_not_supported`: The provider cannot do this. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider took them. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckConnectionAnswer"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `capability_not_supported`: The provider cannot do this. `provider_rejected`: The provider refused the request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_bad_response`: The provider answered out of its protocol. */
            502: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_unavailable`: The provider cannot be reached. */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateNotificationUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All providers. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProvidersAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organisation. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sender_name": "Ada Travel",
                 *       "default_connection": "felloh-main",
                 *       "short_urls": {
                 *         "renewal": "on"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrganisationChanges"];
            };
        };
        responses: {
            /** @description The organisation. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWordings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every language with own wording. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWordingsAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                language: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The wording. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wording"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putWording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read, as in `ETag`. */
                "If-Match"?: string;
            };
            path: {
                language: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "sms": {
                 *         "first": {
                 *           "text": "{{sender}} : bonjour {{name}}, votre lien sécurisé {{url}} [[({{amount}})]]"
                 *         },
                 *         "reminder": {
                 *           "text": "{{sender}} : rappel, votre lien sécurisé {{url}} [[(reste {{remaining}})]]"
                 *         }
                 *       },
                 *       "email": {
                 *         "first": {
                 *           "subject": "{{sender}} : votre lien sécurisé",
                 *           "text": "Bonjour {{name}},\n\nvotre lien sécurisé :\n\n{{url}}\n\n[[Montant : {{amount}}]]\n[[Référence : {{reference}}]]\n\nIl est valable jusqu’au {{expires_on}}.",
                 *           "button": "Voir et payer"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewWording"];
            };
        };
        responses: {
            /** @description It was replaced. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wording"];
                };
            };
            /** @description It was created. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wording"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_conflict`: It has been changed in between. */
            412: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read, as in `ETag`. */
                "If-Match"?: string;
            };
            path: {
                language: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `operation_in_progress`: Another operation is under way. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_conflict`: It has been changed in between. */
            412: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewWording: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "sms",
                 *       "kind": "reminder",
                 *       "language": "pl",
                 *       "wording": {
                 *         "text": "{{sender}}: {{name}}, zapłać tutaj {{url}} [[(zostało {{remaining}})]]"
                 *       },
                 *       "sample": {
                 *         "name": "Ada Byron",
                 *         "amount": 12500,
                 *         "currency": "GBP",
                 *         "amount_paid": 2500
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewWordingPreview"];
            };
        };
        responses: {
            /** @description The text as it would be sent. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordingPreview"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All keys, without the keys themselves. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListApiKeysAnswer"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Recommended. A repeat with the same key gives the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Web shop",
                 *       "scopes": [
                 *         "links:read",
                 *         "links:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, this once. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreated"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_in_progress`: The first request with this key still runs. */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not application/json. */
            415: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. `card_number_refused`: A card number must not be sent here. `idempotency_key_reused`: The key was used for another request. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: No valid API key. */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key may not do this. */
            403: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: No such resource. */
            404: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_error`: The request is not valid. */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `internal`: A fault of ours. */
            500: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
