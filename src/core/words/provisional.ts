/** Adverbs that make whatever they stand by unsure: `SeatTentativelyHeld`. */
export const UNSURE_ADVERBS = `
provisionally tentatively temporarily maybe perhaps possibly probably presumably apparently allegedly supposedly
potentially preliminarily conditionally hypothetically revocably reversibly retractably likely still
`;

/** Adjectives and nouns of what may still change: `OrderPending`, `ProvisionalInvoice`, `InvoiceDraft`. */
export const UNSETTLED = `
pending provisional tentative draft drafts temporary temp preliminary interim uncertain unconfirmed retractable
revocable undecided unverified speculative hypothetical ongoing awaiting awaits waiting unsettled unfinished tbd tba
tbc wip presumed expected anticipated supposed alleged putative unsure undetermined unapproved inprogress
`;

/** Participles that are a past act at the end of a name (`OfferProposed`), but unsettle the noun behind them. */
export const UNSETTLING_PARTICIPLES =
  'proposed estimated drafted planned projected forecasted forecast suspected intended';

/** Participles that say a thing is only held to be so: never an act. */
export const ATTITUDES = 'expected presumed anticipated supposed alleged';

/** Two words that together say that it is not over. */
export const UNSETTLED_PAIRS = `
in_progress in_process in_flight in_review in_draft in_transit under_review under_consideration not_yet on_hold
waiting_for may_be might_be could_be can_be subject_to
`;

/** Participles that say a thing was asked for, not that it came about. */
export const REQUEST_PARTICIPLES = 'requested rerequested attempted asked demanded tried solicited';

/** Participles which rather describe the noun behind them than tell what was done to the noun before. */
export const DESCRIBING_PARTICIPLES = `
advanced aged applied archived assumed attached authorized automated based blocked cached certified closed combined
connected completed controlled dedicated deferred deleted delegated derived designated detailed distributed embedded
encrypted estimated expected expired extended failed featured federated filtered finalized fixed guaranteed hosted
hidden inherited installed known left limited linked listed located lost made managed merged missed mixed named
nested owned paid pinned planned preferred privileged processed proposed protected proven published qualified
reduced referenced registered related required reserved restricted saved scheduled secured selected sent shared
signed sold spent structured supported suspected targeted trusted unified united used validated verified weighted
written
`;

/** Forms in -ing that name a thing or a trade, not something under way. */
export const ING_NOUNS = `
accounting advertising backing banking bearing being billing binding blogging booking boarding branding briefing
broadcasting budgeting building catering ceiling clearing clothing coding computing cooling costing counseling
crossing dating dealing dining drawing dressing earning earnings during engineering evening everything falling
farming feeling filing filling finding financing fishing fitting flooring following forecasting founding funding
gaming grading greeting grouping handling hearing heating helping hiring holding hosting housing hunting indexing
king landing lending leasing learning lighting liking listing living loading lodging logging mailing making mapping
marketing marking matching meaning measuring meeting mentoring messaging mining modeling modelling monitoring
mooring morning netting networking nothing nursing offering onboarding opening ordering outing outsourcing packaging
packing painting parking parsing passing pending photographing planning planting plumbing polling posting pricing
printing profiling programming publishing purchasing putting ranking rating reading reasoning receiving recording
recruiting recycling remaining rendering reporting ring roaming routing ruling sailing sampling saving savings
scheduling scoping scoring screening sealing seating serving setting settings sharing shipping shopping signaling
signing sibling singing siting sizing something sorting sourcing spacing spelling spending spring staffing standing
staging stocking storing streaming string styling surfing swing targeting teaching testing thing ticketing
timing topping touring tracing tracking trading training transcoding trending tuning turning tutoring typing
understanding undertaking underwriting upbringing versioning viewing voting warehousing warning wedding weighing
welding wing wiring wording working writing provisioning bidding licensing manufacturing dunning auditing
`;
