import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseOf, isPast, isVerb, pastOf } from './inflection.ts';
import { VERBS } from './lexicon.ts';
import { requestForm } from './rename.ts';
import { wordsOf } from './split.ts';
import { judge, type Verdict } from './tense.ts';

const verbs = [...VERBS.keys()];

describe('wordsOf', () => {
  it.each([
    ['OrderPlaced', 'order placed'],
    ['orderPlaced', 'order placed'],
    ['ORDER_PLACED', 'order placed'],
    ['order-placed', 'order placed'],
    ['sys.order.placed', 'sys order placed'],
    ['Order placed', 'order placed'],
    ['HTTPServerStarted', 'http server started'],
    ['OAuthTokenRevoked', 'oauth token revoked'],
    ['IPAddressAssigned', 'ip address assigned'],
    ['UserIDsMerged', 'user ids merged'],
    ['TemperatureIs25Degrees', 'temperature is 25 degrees'],
    ['orderV2Placed', 'order v2 placed'],
    ['EC2InstanceStopped', 'ec2 instance stopped'],
    ['2FAEnabled', '2fa enabled'],
    ['StraßeGeändert', 'straße geändert'],
    ['ЗаказСоздан', 'заказ создан'],
    ['注文確定', '注文確定'],
    ['', ''],
    ['@@', ''],
  ])('%s', (name, words) => {
    expect(wordsOf(name).join(' ')).toBe(words);
  });

  it('gives back words that were joined in any style', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const pascal = words.map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('');
        for (const name of [words.join('_'), words.join('-'), words.join('.'), words.join('_').toUpperCase()]) {
          expect(wordsOf(name)).toEqual(words);
        }
        fc.pre(!/OAuth|OpenId|IPv|WiFi|DevOps|GmbH/i.test(pascal));
        expect(wordsOf(pascal)).toEqual(words);
      }),
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of wordsOf(text)) expect(word).not.toBe('');
        expect(judge(text).verdict).toBeTypeOf('string');
        expect(requestForm(text)).toBeTypeOf('string');
      }),
    );
  });
});

describe('inflection', () => {
  it.each([
    ['place', 'placed'],
    ['send', 'sent'],
    ['submit', 'submitted'],
    ['reply', 'replied'],
    ['pay', 'paid'],
    ['ship', 'shipped'],
    ['rebuild', 'rebuilt'],
    ['overwrite', 'overwritten'],
    ['take', 'taken'],
    ['set', 'set'],
    ['cancel', 'cancelled'],
    ['delay', 'delayed'],
    ['open', 'opened'],
    ['embed', 'embedded'],
    ['agree', 'agreed'],
    ['feed', 'fed'],
    ['sync', 'synced'],
  ])('%s → %s', (verb, past) => {
    expect(pastOf(verb)).toBe(past);
    expect(baseOf(past)).toBe(verb);
  });

  it('finds each verb of the lexicon again from its past', () => {
    const lost = verbs.filter((verb) => {
      const past = pastOf(verb);
      return !isVerb(verb) || !isPast(past) || pastOf(baseOf(past) ?? '') !== past;
    });
    expect(lost).toEqual([]);
  });

  it('holds at least 700 verbs', () => {
    expect(verbs.length).toBeGreaterThanOrEqual(700);
  });

  it('takes words in -ed that are no participles for none', () => {
    const words = 'feed seed need speed embed bleed breed red bed hundred sacred indeed unlicensed unpaid Mitglied';
    expect(words.split(' ').filter((word) => isPast(word))).toEqual([]);
  });

  it('knows both spellings', () => {
    for (const word of ['cancelled', 'canceled', 'labelled', 'labeled']) expect(isPast(word)).toBe(true);
    expect(baseOf('canceled')).toBe('cancel');
  });
});

const JUDGED: readonly (readonly [Verdict, string])[] = [
  ['past', 'SetupCompleted AddressVerified PlacementConfirmed SettlementPosted OrderPlaced InvoicePaid'],
  ['past', 'MessageSent'],
  ['past', 'search.index.rebuilt chat.message.created ingestion.dataset_created lead.status_changed'],
  ['past', 'gold_set order.placed.v2'],
  ['past', 'TemperatureWasRecorded sys.daggerheart.rest_taken HealthCheckCompleted UserActivityLogged'],
  ['past', 'OrderHasBeenPlaced'],
  ['past', 'OrderShippedToCustomer FundsTransferredOut UserPaidInvoice ActivityTaskTimedOut'],
  ['past', 'OrderPlacedEvent OrderPlacedV2'],
  ['past', 'DraftDiscarded ProposalAccepted EstimateApproved PendingOrderCancelled OrderDrafted'],
  ['past', 'OfferProposed TempFileDeleted'],
  ['past', 'FeedUpdated SpeedMeasured BedAssigned SeedPlanted RecordUpdated IssueOpened ReleasePublished'],
  ['past', 'PriceSet'],
  ['request', 'OrderPlacementRequested UserRequestedPasswordReset PaymentAttempted'],
  ['request', 'billing.invoice.send_requested'],
  ['imperative', 'IssueInvoice PlaceOrder CreateInvoice ApproveLoan ShipOrderNow UpdateOfferStatus dataset.ingest'],
  ['imperative', 'SetPrice'],
  ['imperative', 'search.index.rebuild chat.message.send session.start create_order T02CheckConfirmationOfReceipt'],
  ['imperative', 'placeOrder'],
  ['imperative', 'OpenAccount DebitAccount HoldSeat DrawCard call_nurse FileClaim CloseValve SlayMonster BreakSeal'],
  ['imperative', 'PickUpParcel TurnOffPump WriteOffDebt HandInHomework CheckInGuest DropOffParcel'],
  ['unknown', 'CreditCard BoardMember HeatPump FollowUpVisit StartUpCompany CheckInDesk SignUpForm ReturnLabel'],
  ['past', 'RiskUnderwritten MonsterSlain HorseShod MapUnveiled SheepShorn'],
  ['future', 'LoanWouldBeApproved DoorShallOpen ValveNeedsToClose'],
  ['provisional', 'LoanSubjectToApproval'],
  ['present', 'session.ai_turn_running OrderProcessing UserSendsMessage CustomerTakesOrder OrderBeingPrepared'],
  ['future', 'lead.will_be_assigned invoice.to_be_sent OrderWillShip OrderShouldBeCancelled'],
  ['state', 'TemperatureIs25Degrees TemperatureIsAccurate ValueIsGuaranteedCorrect'],
  ['provisional', 'OrderPending ProvisionalInvoice SeatTentativelyHeld PaymentInProgress AwaitingPayment'],
  ['provisional', 'EstimatedTotal'],
  ['provisional', 'InvoiceDraft DraftInvoice DeliveryExpected OrderApprovedPendingPayment BookingHeldTemporarily'],
  ['provisional', 'ProbablyFraud'],
  ['unknown', 'TemperatureReading SensorSample Heartbeat FooBar Order Set Place password_reset FileRead'],
  ['unknown', 'CreateEvent PushEvent'],
  ['unknown', 'PullRequestReviewComment WatchEvent ForkEvent StartTime ReleaseNote PurchaseOrder TaxInvoice'],
  ['unknown', 'BankAccount'],
  ['unknown', 'BestellungAufgegeben RechnungErstellt UpdateVerfügbar CommandeCréée PedidoCriado 注文確定'],
  ['unknown', 'TaskComplete DoorOpen'],
];

describe('judge', () => {
  const cases = JUDGED.flatMap(([verdict, names]) => names.split(' ').map((name) => [name, verdict] as const));

  it.each(cases)('%s: %s', (name, verdict) => {
    expect(judge(name).verdict).toBe(verdict);
  });

  it('tells tense and uncertainty apart', () => {
    expect(judge('SeatTentativelyHeld')).toMatchObject({ past: true, word: 'tentatively', provisional: 'tentatively' });
    expect(judge('UserRequestedPasswordReset')).toMatchObject({ past: true, word: 'requested' });
    expect(judge('OrderPending').past).toBe(false);
  });

  it.each([
    ['PlaceOrder', 'OrderPlaced'],
    ['ShipOrderNow', 'OrderShipped'],
    ['UpdateOfferStatus', 'OfferStatusUpdated'],
    ['AddItemToOrder', 'ItemAddedToOrder'],
    ['SetUpAccount', 'AccountSetUp'],
    ['createOrder', 'orderCreated'],
    ['create_order', 'order_created'],
    ['CREATE_ORDER', 'ORDER_CREATED'],
    ['create-order', 'order-created'],
    ['Create order', 'Order created'],
    ['chat.message.create', 'chat.message.created'],
    ['dataset.ingest', 'dataset.ingested'],
    ['search.index.rebuild', 'search.index.rebuilt'],
    ['sys.daggerheart.rest.take', 'sys.daggerheart.rest.taken'],
    ['PlaceOrder@v1', 'OrderPlaced@v1'],
    ['order.cancel.v2', 'order.cancelled.v2'],
    ['CreateOrderCommand', 'OrderCreated'],
    ['AssignIPAddress', 'IPAddressAssigned'],
    ['CustomerTakesOrder', 'CustomerTookOrder'],
    ['session.ai_turn_running', 'session.ai_turn_started'],
    ['lead.will_be_assigned', 'lead.assigned'],
    ['invoice.to_be_sent', 'invoice.sent'],
    ['OrderIsPlaced', 'OrderPlaced'],
  ])('%s is better %s', (name, suggestion) => {
    expect(judge(name).suggestion).toBe(suggestion);
    expect(judge(suggestion)).toMatchObject({ verdict: 'past' });
  });

  it('leaves a name of any length in peace', () => {
    for (const name of ['v1.'.repeat(100_000), 'a@'.repeat(100_000), `Create${'e'.repeat(200_000)}`]) {
      expect(judge(name).verdict).toBe('unknown');
      expect(requestForm(name)).toBe(`${name}Requested`);
      expect(isPast(name)).toBe(false);
    }
  });

  it('suggests for each sure verb a name that it takes for past', () => {
    for (const [verb, known] of VERBS) {
      if (known !== 'sure') continue;
      const { verdict, suggestion } = judge(`order.${verb}`);
      if (verdict !== 'imperative') continue;
      expect(judge(suggestion ?? '').past, verb).toBe(true);
    }
  });

  it('accuses no noun with a past behind it', () => {
    const noun = fc.constantFrom('Order', 'Feed', 'Place', 'Set', 'Issue', 'Draft', 'Record', 'Release', 'Foo');
    fc.assert(
      fc.property(noun, fc.constantFrom(...verbs), (subject, verb) => {
        fc.pre(pastOf(verb) !== verb && !VERBS.has(pastOf(verb)));
        const past = pastOf(verb);
        const { verdict } = judge(`${subject}${past.charAt(0).toUpperCase()}${past.slice(1)}`);
        expect(['imperative', 'present', 'future', 'state']).not.toContain(verdict);
      }),
    );
  });
});

describe('requestForm', () => {
  it.each([
    ['PlaceOrder', 'OrderPlacementRequested'],
    ['OrderPlaced', 'OrderPlacementRequested'],
    ['CreateInvoice', 'InvoiceCreationRequested'],
    ['CancelOrder', 'OrderCancellationRequested'],
    ['ShipOrder', 'OrderShipmentRequested'],
    ['ApproveLoan', 'LoanApprovalRequested'],
    ['InvoicePaid', 'InvoicePaymentRequested'],
    ['ResetPassword', 'PasswordResetRequested'],
    ['AddItemToOrder', 'ItemAdditionToOrderRequested'],
    ['billing.invoice.send', 'billing.invoice.send_requested'],
    ['chat.message.create', 'chat.message.creation_requested'],
    ['create_order', 'order_creation_requested'],
    ['SeatTentativelyHeld', 'SeatHoldRequested'],
    ['ReplyReceived', 'ReplyReceiptRequested'],
    ['OrderPlacementRequested', 'OrderPlacementRequested'],
    ['UserRequestedPasswordReset', 'UserRequestedPasswordReset'],
    ['OrderPlacedEvent', 'OrderPlacementRequestedEvent'],
    ['Refund', 'RefundRequested'],
  ])('%s → %s', (name, request) => {
    expect(requestForm(name)).toBe(request);
    expect(judge(request).verdict).toBe('request');
  });
});
