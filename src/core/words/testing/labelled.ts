import type { Verdict } from '../tense.ts';

/**
 * Names of event types with what a reader takes them to say, labelled by hand. They are those of the five
 * specifications and of the sample journals, and a few of our own; the word lists were made with these in view.
 * A name with blanks is written with `·`.
 */
export const LABELLED: Readonly<Record<Verdict, string>> = {
  past: `
    SetupCompleted AddressVerified PlacementConfirmed SettlementPosted OrderPlaced InvoicePaid MessageSent
    search.index.rebuilt search.index_rebuilt chat.message.created chat.message.sent ingestion.dataset_created
    ingestion.dataset.ingested lead.status_changed lead.assigned gold_set TemperatureWasRecorded TemperatureRecorded
    sys.daggerheart.rest_taken sys.daggerheart.damage_applied sys.daggerheart.gm_fear_changed
    sys.daggerheart.gm_move_applied sys.x.character_profile_replaced HealthCheckCompleted UserActivityLogged
    AdapterInvocationFailed AdapterInvocationStarted AdapterInvocationSucceeded ChatMessageCreated ComplianceBlocked
    ConsentGiven CreditPulled CreditReversed DailyOrderCountCalculated DailyRevenueCalculated DatasetCreated
    InvoiceIssued LedgerDebited OfferAccepted OrderCancelled OrderCreated OrderFulfilled OrderLost
    OrderPlacementRejected OrderShipmentRejected OrderShipped OrderStatusChanged ParcelScanned PaymentSubmitted
    PolicyChecked SeatHoldExpired StateTransitioned ToolCallCompleted WebhookReceived action.outcome_applied
    action.outcome_rejected action.roll_resolved ai.decision_recorded ai.enrichment_completed billing.invoice.sent
    cache.entry_evicted campaign.created campaign.member.role.changed character.renamed character.updated
    conversation.completed daggerheart.damage_applied offer.accepted order_created order_placed participant.updated
    sales.lead.updated session.ended session.started story.note_added sys.core.created app.Order.created
    app.orders.OrderCreated OrderPlaced@v2 Microsoft.Storage.BlobCreated Microsoft.Storage.BlobTierChanged
    com.example.item.created com.example.item.updated com.example.item.deleted permit/recorded MarkerRecorded
    EVENT_TYPE_WORKFLOW_TASK_SCHEDULED EVENT_TYPE_WORKFLOW_TASK_STARTED EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    EVENT_TYPE_ACTIVITY_TASK_STARTED EVENT_TYPE_ACTIVITY_TASK_COMPLETED EVENT_TYPE_TIMER_STARTED
    EVENT_TYPE_TIMER_FIRED WorkflowExecutionStarted ActivityTaskScheduled ActivityTaskStarted ActivityTaskCompleted
    WorkflowExecutionCompleted EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED
    EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED
    EVENT_TYPE_WORKFLOW_EXECUTION_STARTED EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED WorkflowExecutionFailed
    TimerStarted TimerFired WorkflowExecutionSignaled EVENT_TYPE_WORKFLOW_TASK_FAILED
    StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted ChildWorkflowExecutionFailed
    EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED ActivityTaskTimedOut ActivityTaskCanceled
    EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED SharedSnapshotVolumeCreated
    Object·Deleted Object·Restore·Completed Object·Created Invoice·Sent Delivery·Failed
    com.example.payment.processed com.example.order.placed com.example.inventory.checked
    com.example.shipping.scheduled com.example.payment.failed com.example.order.fulfilled
    google.cloud.pubsub.topic.v1.messagePublished query_job_completed google.cloud.audit.log.v1.written
    google.cloud.storage.object.v1.finalized created started opened closed edited published added reopened assigned
    completed check_run.completed workflow_run.completed issues.assigned pull_request.assigned release.created
    repository.created star.created issue_comment.created DraftDiscarded ProposalAccepted EstimateApproved
    PendingOrderCancelled OrderShippedToCustomer FundsTransferredOut order.placed.v2 RecordUpdated IssueOpened
    ReleasePublished OAuthTokenRevoked HTTPServerStarted IPAddressAssigned
  `,
  request: `
    OrderPlacementRequested UserRequestedPasswordReset PaymentAttempted OrderShipmentRequested ToolCallRequested
    ShipmentRequested SeatHoldRequested search.index_requested billing.invoice.send_requested
    ActivityTaskCancelRequested EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED
  `,
  imperative: `
    IssueInvoice PlaceOrder CreateInvoice ApproveLoan ShipOrderNow UpdateOfferStatus AcceptOffer CreateOrder
    ShipOrder SubmitPayment AppendEvent dataset.ingest search.index.rebuild chat.message.send chat.message.create
    campaign.update session.start session.end hope.spend sys.daggerheart.rest.take scene.character.add
    scene.gate.open participant.seat.reassign ingest_dataset lending.accept_offer write_order send_email
    T02·Check·confirmation·of·receipt T06·Determine·necessity·of·stop·advice
    T10·Determine·necessity·to·stop·indication T04·Determine·confirmation·of·receipt
    T05·Print·and·send·confirmation·of·receipt T03·Adjust·confirmation·of·receipt
    T11·Create·document·X·request·unlicensed T12·Check·document·X·request·unlicensed
    T14·Determine·document·X·request·unlicensed T15·Print·document·X·request·unlicensed
    T09-1·Process·or·receive·external·advice·from·party·1 T17·Check·report·Y·to·stop·indication
    T19·Determine·report·Y·to·stop·indication T20·Print·report·Y·to·stop·indication T02CheckConfirmationOfReceipt
    T06DetermineNecessityOfStopAdvice T16ReportReasonsToHoldRequest T11CreateDocumentXRequestUnlicensed
    t10_determine_necessity_to_stop_indication check_stock create_order add_item submit_order send_invoice
    pack_order close_order check·ticket dispatch_order cancel_order register·request examine·casually
    examine·thoroughly send_reminder reinitiate·request pay·compensation reject·request PutParameter
    DescribeParameters GetParameter ListTagsForResource GetSecretValue GetPasswordData DescribeInstanceInformation
    DescribeNatGateways GetUser DescribeSecret PutSecretValue GenerateDataKey GetResourcePolicy CreateSecret
    AssumeRole ListAttachedRolePolicies GetRole DescribeInstances PutRolePolicy CreateRole GetBucketTagging
    GetCallerIdentity CreateSubnet RunInstances UpdateInstanceAssociationStatus AssociateRouteTable StopLogging
    StartLogging GetBucketRequestPayment GetBucketVersioning DeleteFlowLogs LeaveOrganization AllocateAddress
    AttachRolePolicy TagInstanceProfile AddRoleToInstanceProfile SendCommand UpsertWorkflowSearchAttributes
    Produce·Item Create·Purchase·Order Send·Invoice Collect·Items Start·Delivery Create·Order Create·Delivery
    Insert·Invoice Insert·Payment Replace·Item Revert·Invoice Confirm·Order Retry·Delivery Pay·Order Remove·Item
    Cancel·Order Add·Item·to·Order Send·for·Credit·Collection Approve·Purchase·Requisition Change·PO·Quantity
    Set·Payment·Block Remove·Payment·Block CreateKey SetValue ConnectPipe DeleteKey CreatePipe DeleteValue SetPrice
  `,
  present: 'session.ai_turn_running',
  future: 'lead.will_be_assigned invoice.to_be_sent',
  state: 'TemperatureIs25Degrees TemperatureIsAccurate ValueIsGuaranteedCorrect',
  provisional: `
    OrderPending ProvisionalInvoice SeatTentativelyHeld PaymentInProgress AwaitingPayment EstimatedTotal
    waiting_for_approval
  `,
  unknown: `
    TemperatureReading SensorSample Heartbeat FooBar Order Set Place PullRequestReviewComment PushEvent WatchEvent
    ForkEvent CreateEvent IssueCommentEvent IssuesEvent PullRequestEvent DeleteEvent PullRequestReviewCommentEvent
    GollumEvent CommitCommentEvent PullRequestReviewEvent ReleaseEvent MemberEvent PublicEvent AssetEvent OrderEvent
    OrderDashboard OfferItem UnknownEvent Confirmation·of·receipt ConfirmationOfReceipt confirmation_of_receipt
    PermitApplication browser.page_view com.example.notification.email com.example.notification.sms
    com.example.someevent EC2·Instance·State-change·Notification Delivery·Successful Payment Invoice Item·Issue
    Payment·Reminder Purchase·Order Item·out·of·Stock Item·back·in·Stock Purchase·Requisition AwsApiCall
    AwsServiceEvent AssumedRole AUDIT_SUCCESS AUDIT_FAILURE repository_dispatch push payment_event_log
    password_reset EVENT_53 @@INIT io.nats.jetstream.api.v1.stream_snapshot_response BestellungAufgegeben
    RechnungErstellt KundeAngelegt UpdateVerfügbar 注文確定 ЗаказСоздан ServiceRole IAMUser SecureString StartTime
    ReleaseNote
  `,
};

/** Public names of shops, payment services and code hosts, looked up when the word lists were made already. */
export const UNSEEN: Readonly<Record<Verdict, string>> = {
  past: `
    HotelRoomBookedIntegrationEvent HotelRoomBookingRejectedIntegrationEvent ShipmentProcessedEvent CreatedHotelEvent
    HotelRoomsConfigured HotelLocationDescribed hotel.rooms-configured hotel.location-described BookingCreatedEvent
    BookingCompletedEvent BookingConfirmedIntegrationEvent BookingCompletedIntegrationEvent
    BookingCancelledIntegrationEvent ACCOUNT_EMAIL_CHANGED APP_INSTALLED CHANNEL_METADATA_UPDATED GIFT_CARD_SENT
    GIFT_CARD_EXPORT_COMPLETED MENU_ITEM_CREATED ORDER_PAID ORDER_FULLY_PAID ORDER_FULLY_REFUNDED ORDER_BULK_CREATED
    FULFILLMENT_TRACKING_NUMBER_UPDATED DRAFT_ORDER_CREATED DRAFT_ORDER_DELETED PROMOTION_RULE_UPDATED
    address-anonymized item-cancelled item-reserved ADDED_TO_GROUP CONFIGURATION_MODIFIED orders/paid
    orders/partially_fulfilled app/uninstalled OrderConsumed UserLoggedOut user.created charge.dispute.funds_withdrawn
    invoice.voided customer.subscription.pending_update_applied customer.subscription.pending_update_expired
    account.application.deauthorized branch_protection_rule.edited discussion.category_changed discussion.locked
    installation.new_permissions_accepted code_scanning_alert.fixed deploy_key.created
  `,
  request: `
    BookingRequestedIntegrationEvent ACCOUNT_CONFIRMATION_REQUESTED ACCOUNT_CHANGE_EMAIL_REQUESTED
    ACCOUNT_SET_PASSWORD_REQUESTED ACCOUNT_DELETE_REQUESTED check_suite.rerequested
  `,
  imperative: `
    ConfirmCompensationEvent ChangePassword LoginChangePassword ApplicationRoleChangePassword orders/create
    customers/update carts/update checkouts/delete
  `,
  present: 'customer.source.expiring payment_intent.processing payment_intent.requires_action',
  future: 'customer.subscription.trial_will_end',
  state: '',
  provisional: 'HotelRoomBookingPendingIntegrationEvent charge.pending',
  unknown: `
    SALE_TOGGLE customer-login customer-logout item-out-of-stock item-unreservable LOGIN_FAILURE
    group.membership.change SuccessfulLogin FailedLogin ServerStateChange ServerRoleMemberChange
    ServerPrincipalImpersonation DatabaseMirroringLogin TraceChange SchemaObjectAccess BackupRestore PAYMENT_SUCCESS
    invoice.upcoming balance.available
  `,
};
