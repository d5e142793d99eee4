/** Verbs whose noun is not the verb itself, as `verb:noun`: a request asks for the noun (OrderPlacementRequested). */
export const NOMINALISATIONS = `
abolish:abolition accept:acceptance acquire:acquisition activate:activation adapt:adaptation add:addition
adjust:adjustment admit:admission adopt:adoption agree:agreement allocate:allocation amend:amendment
announce:announcement annul:annulment apply:application appoint:appointment approve:approval arrange:arrangement
arrive:arrival assess:assessment assign:assignment associate:association attach:attachment
authenticate:authentication authorize:authorization authorise:authorisation book:booking calculate:calculation
calibrate:calibration cancel:cancellation certify:certification change:change charge:charge clarify:clarification
classify:classification close:closure collect:collection compensate:compensation complete:completion
compute:computation configure:configuration confirm:confirmation connect:connection consolidate:consolidation
consume:consumption convert:conversion correct:correction create:creation deactivate:deactivation decide:decision
decommission:decommissioning deduct:deduction delete:deletion deliver:delivery deny:denial depart:departure
deploy:deployment deprecate:deprecation deregister:deregistration describe:description destroy:destruction
detach:detachment detect:detection determine:determination develop:development disable:disabling
disburse:disbursement dismiss:dismissal dispose:disposal distribute:distribution divide:division
duplicate:duplication elect:election eliminate:elimination employ:employment enable:enabling enrich:enrichment
enrol:enrolment enroll:enrollment establish:establishment estimate:estimation evaluate:evaluation evict:eviction
examine:examination exclude:exclusion execute:execution expand:expansion expel:expulsion explain:explanation
extend:extension extract:extraction finalize:finalization fulfil:fulfilment fulfill:fulfillment generate:generation
identify:identification implement:implementation improve:improvement include:inclusion inform:information
ingest:ingestion initialize:initialization initiate:initiation insert:insertion inspect:inspection
install:installation integrate:integration introduce:introduction invalidate:invalidation investigate:investigation
invite:invitation invoke:invocation issue:issuance liquidate:liquidation list:listing maintain:maintenance
manage:management measure:measurement merge:merge migrate:migration modify:modification move:move
negotiate:negotiation nominate:nomination notify:notification obtain:procurement observe:observation
onboard:onboarding organize:organization pay:payment perform:performance place:placement postpone:postponement
prepare:preparation present:presentation procure:procurement produce:production promote:promotion propose:proposal
prosecute:prosecution protect:protection provide:provision provision:provisioning publish:publication
qualify:qualification reactivate:reactivation reassign:reassignment recalculate:recalculation receive:receipt
recommend:recommendation reconcile:reconciliation recover:recovery recruit:recruitment redeem:redemption
redirect:redirection reduce:reduction refer:referral refuse:refusal register:registration reimburse:reimbursement
reinstate:reinstatement reject:rejection relocate:relocation remit:remittance remove:removal renew:renewal
repay:repayment replace:replacement replicate:replication require:requirement reserve:reservation resign:resignation
resolve:resolution restore:restoration restrict:restriction resume:resumption retain:retention retire:retirement
retract:retraction retrieve:retrieval reverse:reversal revise:revision revoke:revocation rotate:rotation
schedule:scheduling secure:securing segregate:segregation select:selection separate:separation settle:settlement
ship:shipment sign:signature simplify:simplification solve:solution store:storage submit:submission
subscribe:subscription substitute:substitution suggest:suggestion suspend:suspension synchronize:synchronization
terminate:termination transact:transaction transform:transformation translate:translation transmit:transmission
treat:treatment try:attempt unify:unification uninstall:uninstallation unsubscribe:unsubscription
validate:validation verify:verification violate:violation lose:loss fail:failure renounce:renunciation
adjudicate:adjudication donate:donation withdraw:withdrawal write:write
`;
