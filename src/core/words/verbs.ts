/**
 * Verbs of business names in four classes, by how surely the base form is a verb and no noun. Irregular verbs stand
 * here too, for their class; their forms are in `irregular.ts`.
 */

/** Verbs and nothing else: before any noun they are an order, and at the end of a name as well. */
export const SURE_VERBS = `
abandon abolish absorb accelerate accept accommodate accompany accomplish accredit accrue accumulate achieve
acknowledge acquire activate adapt add adhere adjudicate adjust administer admit admonish adopt advertise advise
agree align allocate allot allow amend amortize analyze annotate announce annul anonymize append apply appoint
appraise apprehend approve arise arrange arrest arrive ascertain assemble assert assess assign assimilate assist
assume assure attach attain attend attest authenticate authorize automate avoid await awake bake become begin behold
believe belong bite bleed borrow bring calculate calibrate cancel capitalize categorize celebrate certify choose
circulate cite clarify classify cleanse clone coalesce codify collect combine come commence communicate compare
compel compensate compile complain comply compose concatenate conceal concede conclude concur condense confer
configure confirm confiscate connect consider consist consolidate construct consult consume contain continue
contribute convene convert convey convict convince cooperate cordon correlate corroborate create cultivate customize
deactivate deallocate deauthorize decelerate decide decipher declare decline decommission decompose decompress
decouple decrypt dedicate deduce deduct deduplicate deem deescalate defer define deflate defragment defund delete
deliver demonstrate denominate denounce deny depart depend depict deplete depose deprecate deprive deprovision
dequeue deregister derive describe deserialize designate destroy detach detect deter determine devalue devise
diagnose dictate differ differentiate dig digitize diminish disable disagree disallow disappear disassociate
disburse discard discern discharge disclose disconnect discontinue discover discriminate disengage disinfect dislike
dismantle dismiss dispense displace disprove disqualify disregard disrupt dissolve dissuade distribute divert divest
divide divulge do donate downgrade dropship earn eat educate elapse elect elevate eliminate elongate embark embed
embody emerge emit employ empower enable enact encapsulate encode encounter encourage encrypt endorse endure enforce
engage engrave enhance enjoy enlarge enlist enqueue enrich enrol enroll ensure entail enter entitle enumerate equip
eradicate erase erect establish evacuate evade evaluate evaporate evict evolve examine exceed exclude execute exist
exonerate expand expedite expel expire explain explore expose extend extinguish extradite fabricate facilitate fail
fall falsify fasten finalize flatten flee flourish follow forbid foreclose forego foresee forfeit forge forget forgive
formalize formulate fulfil fulfill furnish garnish gather generate get govern grow happen harden harvest heal hear
hide hospitalize hydrate identify ignite ignore illuminate illustrate immunize impair impeach impersonate implement
imply impose improve inactivate incarcerate include incorporate incur indemnify indicate infect infer inflate inform
infringe ingest inherit inhibit initialize initiate inject inoculate inquire inscribe insert inspect instantiate
instruct insulate insure integrate intend interact intercept interpolate interpret interrogate intersect intervene
introduce introspect invalidate invent invest investigate invoke irrigate isolate itemize justify keep launder learn
legalize lend lengthen lessen let liberate liquidate localize locate lose magnify maintain make manage manipulate
manufacture marry maximize mediate meet memorize mention migrate minimize mitigate modernize modify monetize
multiply mutate nack negate negotiate neutralize nominate normalize notarize notify nullify obey obfuscate obligate
oblige observe obstruct obtain occupy occur omit onboard operate oppose optimize orchestrate organize originate
outsource overcome oversee overtake overwrite pacify paginate palletize parse participate penalize perceive perform
persist persuade pinpoint populate portray possess postpone pray precede predict preempt prefer prepare prescribe
preserve prevent prioritize proceed procure produce prohibit prolong promulgate propagate propose prorate prosecute
protect prove provide prune publicize publish pulverize punish purify pursue qualify quantify randomize ratify raze react
reactivate reallocate reapply reapprove rearrange reassign reauthorize rebalance rebook rebuild recalculate
recategorize receive recharge recognize recommend reconcile reconfigure reconnect reconsider reconstruct recover
recruit rectify recur recycle redact redeem redeliver redrive reduce reevaluate refer refinance refine reflect
refurbish refute regenerate regularize regulate rehabilitate rehire rehydrate reimburse reinitiate reinstall
reinstate reintroduce reissue reject rejoin relabel relinquish relocate rely remain remap remediate remember remind
remit remove rename render renegotiate renew renounce reopen reorder reorganize repay repeal repel replace replenish
replicate repossess represent reprice reprioritize reprocess reproduce repudiate require reroute rescan rescind
resend reship reside resign resolve respond restock restrict restructure resubmit resubscribe retain retire retract
retrain retransmit retrieve revalidate reveal revise revisit revive revoke rewrite rotate sanitize satisfy say scrub
see seek segregate select send serialize serve settle shorten shred shrink shut simplify simulate solicit solve
specify stabilize standardize starve steal stimulate stipulate stow strengthen strip subdivide submit subscribe
substantiate substitute subtract succeed suffer suggest summarize summon supersede supervise suppress surpass survive suspend
sustain swear synchronize synthesize teach tell terminate testify think throw tighten tokenize tolerate transact
transcode transcribe translate transmit transpose traverse truncate unarchive unassign unban unbind unblock uncheck
uncordon undergo underpay undertake underwrite undo unenroll unequip unfollow unfreeze unify uninstall unite unlabel
unlike unlink unlist unload unlock unmount unmute unpack unpair unpause unpin unpublish unregister unreserve
unschedule unshare unstake unstar unsubscribe unsuspend untag untrack unveil unwind uphold upsert utilize vacate vaccinate
validate vanish varnish verify vilify violate visualize waive warn weaken widen withdraw withhold withstand worsen
write
`;

/** Verbs first of all, though each is a noun too: an order where a known noun follows, or alone behind a dot. */
export const LIKELY_VERBS = `
abort ack adjourn associate bind boost boot bootstrap browse buy collapse compress compute conduct confine
coordinate decrease decrement defeat deploy detain develop disarm dispatch dispute drain eject end escalate escort
fetch fill find finish flush freeze give halt implant imprison increase increment inflict install join merge
moderate move nurture overhaul overlap override pause pay pin pour promote prompt purge put quarantine quit raise
reach rebase reboot reclaim redeploy redo refresh register reload requeue reschedule reset restart restore resume
reuse revert save scrap search seize sell set sever show shuffle skip snooze spend squash start stop surrender swap
synchronise take thaw throttle toggle transform try undock unplug unwrap update upgrade wipe wrap
`;

/** As often a noun as a verb: an order only before the name of a thing that is acted on. */
export const EITHER_VERBS = `
airdrop answer approach archive backorder ban block book bounce broadcast build capture cast change charge check
clean clear close complete cut drop dump edit empty escrow export extract fix flag grant handle highlight hire
import invite issue launch leave list load lock mark mint mount mute pack patch pick ping place play preorder print
process provision pull read recall redirect refund relay repair replay rescue reserve retry run schedule seal ship
sign tag track transfer treat trigger use void weigh
`;

/** Verbs with an own participle whose base form is a thing in names: never an order. */
export const NOUNISH_VERBS = `
abstract accent access account address advance age agent aggregate aim alarm alert alternate anchor appeal arm ask
assay attack attempt attribute auction audit author award back bail balance band bank bar bargain base batch bath battle
benchmark bid bill blacklist blend bookmark bottle box branch brand breach break breakfast bridge brief bucket
budget buffer bug bundle burn bus butter button cache call calm camp campaign cap carpet cash catalog catch cause
cement censor center chain chair challenge champion channel chargeback chart chase circle claim class click climb
clock cloud cluster coat code color colour column combat command comment commission commit compromise concern
concert condition conflict consent contact content contract control cook copy corner correct counsel count couple
course court cover craft crash crawl credential credit crop cross crowd crown culture cup curb cure current custom
cycle damage date debate debit debug decay deck decree default degree delay delegate demand deposit design detail
detour device dial die dim direct discipline discount display ditch dock document dose double doubt download downstream
draft draw dream dress drill drink drive drug dry duck duplicate dye echo effect elaborate email engineer enquire
entry envelope estimate exchange excuse exempt exercise exhaust exhibit exit expect experience experiment exploit
express eye face factor fade fake farm father favor feature feed feel fence field fight figure file film filter
finance fine finger fire fish fit flash flatline flavor flip float flood floor flow flower focus fold force forecast
fork form format forward frame free fuel function fund gain gamble garden gas gate gift glass glue go grade graduate
grain graph grasp graze ground group guarantee guard guess guest guide hand harbor harm hash haul head heat help
hike hint hit hold home honor hook host house hunt hurt ice image impact inch index influence innovate insult
interest interface interview invoice item iterate joke journal journey judge jump jury key kick kill kiss knife knot
know label ladder lamp land lapse laugh layer lead leaf leak lease ledger letter level library license lift light
limit line link listen live loan lodge log login logo logout look loop love lower lunch machine mail man mandate
maneuver manifest map margin market mask match mean measure medal medium member merit message metal milestone milk
mine mirror miss mix model monitor mortgage mother motion motor murder nail name narrow need nest network note
notice nurse nut object obscure obsolete offer office offset oil open option orbit order outage outfit outline own
package page paint pair panel paper parcel park partition party pass patent patrol pattern peak peel peer pen pencil
people pepper permit phone photo picture piece pillow pilot pipe pipeline pitch plan plane plant plate plot plug
plunder pocket point poll pool pop pose position post power practice praise predicate premium present preset press prime
pressure preview price prize probe product profile profit program progress project promise property protest proxy
pulse pump purchase purpose push puzzle quarrel query question queue quote race rain ram rank rate reason rebate
recap receipt record referee reference reform refuse regard regret rehearse relax release remark remedy rent repeat
reply report request research resource respect rest result retest retreat return reverse review reward ribbon ride
ring risk rob rock role roll room root rope round route rubber rule rush safe sail salt sample sanction sand scale scan
scene scheme school scope score scratch screen seat secret secure seed segment sense sensor sentence separate
sequence series server service session shadow shake shape share shed shell shelter shield shift shock shoe shoot
shop shout side signal silver sketch skill skin slice slide slip slot slow smile smoke smooth snap snapshot snow
soap solder sort sound source space spam span spark spawn speed spell spike spirit split sponsor sport spot spray
spread spring square squeeze stable stack staff stage stake stamp stand star stash state station status stay steam
steer stem step stick stock stone store storm story strategy stream stress stretch strike string structure struggle
student study style subcontract subject suit summer supply support surcharge surface surge surprise survey suspect
switch symbol sync system table tackle tail taint talk tank tape target task taste tax tea team tear template tender
test text thank thread thumb ticket tie time tip title toast token tool top torch total touch tour tow tower trace trade
trail train transition transport trap travel triage trial trim trip trust tube tune tunnel turn tweet type uniform
upload upset upstream user vacuum value vault vector version vessel vest vet veto video view visit voice vote wage
wait wake walk wall want warrant wash waste watch water wave wear weather web wedge welcome wheel whistle win wing
winter wire word work worry wound wreck yard yield zero zip zone
`;

/** Those of them that are an order before what one acts on (`THINGS`): OpenAccount, HoldSeat, DrawCard. */
export const ACTING_VERBS = `
alert arm attack award bill board break burn bury call capture claim cool count craft credit deal debit deposit dim draw exchange exempt face
feed file fold force free grade guard heat hold hunt hurt kick kill land light like lower match milk mine name nurse offer
open pair park plant prime pump question quote rank rate release rent repeat return reward ring rob roll route scan score seat seed
shake share shelter shoot sort spawn split spray stack stamp steer strike suspect switch tackle tame time tow trap trim trip
turn wake warrant wash water wave welcome wire wound wreck
`;

/** Verbs that are adjectives too: never an order at the end of a name (`TaskComplete`, `door.open`). */
export const ADJECTIVE_VERBS = `
aggregate calm clean clear close complete correct delegate direct dry duplicate elaborate empty exempt express
forward lower mean narrow obscure obsolete open own present reverse secure separate slow smooth welcome
`;
