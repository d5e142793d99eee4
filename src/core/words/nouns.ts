/** Things that names are about and that a verb can act on. */
export const OBJECT_NOUNS = `
logging report reports account accounts action ad address addresses adjustment advance advice agent agents agreement
alarm alert alias allergy allowance amount app appeal applicant application applications appointment approval
article assessment asset assets assignment attachment attribute attributes audience auction author authorization
availability badge bag bags balance bank banner basket batch bed beneficiary bet bid bill bills blob block board
bond book booking bookings bot box branch brand broker bucket budget building bundle business buyer cable calendar
campaign candidate capacity car card cards cargo carrier cart case cases category certificate channel character
charge child claim claims class client clients cluster code collection column commission company compensation
complaint compliance component confirmation connection consent consumer contact container content contract contracts
contribution copy coupon course courier credential credentials credit crew currency customer customers damage data
database dataset datasets deal debit debt debtor decision deduction defect delivery deliveries demand department
deposit deposits detail details device devices diagnosis discount dispute distribution document documents domain
donation door draft driver duty earnings element email emails employee employees employer endpoint engine enrollment
entity entry environment equipment error estimate evaluation evidence exam exception exchange exemption expense
expenses facility fee fees field fields file files fine flag fleet flight folder form forms franchise friend fund
funds game garment gate gift gold good goods grade grant group groups guarantee guest guests guide guideline hold
holder holding holiday host hotel house household identity image images incident index infrastructure installment
instance instances instruction insurance integration interest interview inventory investment invitation invite
invoice invoices issue item items job jobs journal journey key keys label lead leads lease leave ledger lesson
letter liability license lien line lines link links list listing loan loans location lock locker lot machine mail
mailbox mandate manifest map market material meal measurement medication meeting member members membership memo menu
merchandise merchant message messages meter milestone model module money mortgage name network newsletter note
notice notification notifications object objects obligation offer offers office operator opportunity option order
orders organization organisation owner package packages page pages pallet parameter parameters parcel parcels
partner party passenger passengers password passwords patch path patient patients pay payload payment payments
payout payroll penalty pension percentage permission permissions permit person phone photo picture piece pipe
pipeline plan plans player players pledge point points policy policies poll portfolio position post posts premium
prescription price prices priority privilege prize procedure product products profile profit project projects
promotion property proposal proposals provider publication purchase qualification quantity question questions queue
quota quote quotes rate rates rating receipt receipts recipe recipient record records recruit refund refunds region
registration reminder reminders rent repository request requests requirement requisition reservation reservations
resource resources response result results retailer return returns reward rewards rider ride risk road role roles
room rooms route rule rules salary sale sales sample scene score screen script seat seats secret secrets section
segment seller server service services session sessions settings settlement share shares shelf shift ship shipment
shipments shop signature site sites skill slot snapshot software source space staff stake statement status stay step
stock stop storage store story stream student students subject subscriber subscription subscriptions supplier
suppliers supply support survey system table tables tag tags target task tasks tax team teams template tenant tender
term terms test tests text theme thread ticket tickets time title token tokens tool tour trade trail trailer train
trainee training transaction transactions transcript transfer transfers trip trips truck tutorial unit units upload
user users vacancy valuation value values van vehicle vehicles vendor venue version video views visa visit visitor
volume voucher vouchers wage wallet warehouse warning warrant warranty watch webhook website widget window
withdrawal word work worker workflow workspace yard zone
`;

/** People, beasts, machines, goods and papers: what one acts on, and seldom what a noun before them makes a kind of. */
export const THINGS = `
account accounts airplane alarm ambulance animal animals applicant army ball ballot barcode barrel bed bell belt bike
blind blood boat boiler bonus book books boss box boxes breaker bridge bullet bus cabin cage camera candidate car card
cards cargo case cash castle cattle cell cheque chest child children citizen city claim claims client coin coins
collateral complaint contract courier cow crate creature crop crops curtain customer customers customs debt deposit
dice doctor dog donor door doors dragon drawer driver drone drug elevator employee employees enemy engine envelope
essay exam fan farmer fee ferry flight freight funds furnace fuse gate gates goal guest guests guild hand hatch heater
hero homework horse house houses inmate invoice item items key keys knight lamp lamps letter letters lid lift light
lights loan locker lorry machine member members meter money monster motor nurse oven pallet pallets parachute parcel
parcels parent parents passenger passengers passport patient patients pawn payload piece pilot pirate plane plant
plants player players policyholder potion power premium prisoner prize prizes pump pupil pupils reactor refund rent
resident reward rifle robot rocket room rooms sail satellite seal seat seats sensor servant shares shield ship ships
shutter siren skeleton soldier spaceship spell student students subscriber supplier surgeon switch sword tank teacher
tenant tenants ticket tickets tile token tokens torch tower trailer train treasure tree trees trolley troops truck
trucks unit units user users valve valves van vault vehicle vehicles vessel victim villager visa visitor vote votes
wage wallet weapon wheelchair window windows witness wizard worker workers wound zombie
`;

/** Words that turn a verb before them into a mere label: `StartTime`, `CreateEvent`, `ReleaseNote`. */
export const LABEL_NOUNS = `
time times date dates timestamp event events type kind count counter reason flag mode button rate ratio level cost
duration timeout deadline number no id ids uuid handler log logs note notes entry entries history metric metrics
statistics stats summary
`;

/** What a thing has rather than is: behind a word that is a noun as well, it makes a label of that: `RefundAmount`. */
export const PROPERTY_NOUNS = `
amount policy price details detail result results data owner holder version page title name form link label line
element status state value address key quantity condition template term terms section segment group point points
position location path agent person operator request response message file limit balance fee period report record
list table log insurance agreement application assessment decision recipient material queue index service system
site source space
`;

/** Words that, at the end of a longer name, make all of it a thing: `CreateOrderRequest`, `SendMailFailure`. */
export const WRAPPER_NOUNS = `
request requests response responses result results reply replies error errors failure failures success handler
exception attempt attempts comment comments notification notifications reminder
`;

/** More known nouns, which are seldom acted on but make a name readable as verb and object. */
export const OTHER_NOUNS = `
ability access activity administrator admin age area arrival attempt aspect authority bandwidth base behavior
benefit bit body boundary bracket bus byte cache call cause chain challenge chance change chapter check circle city
clause cloud clock cohort color colour command comment commit community comparison compute concept condition conduct
config configuration conflict connector consequence constraint context control conversation cookie coordinate core
corner country county coverage creator criteria cursor cycle dashboard day days deadline degree degrees dependency
deployment depth description design desk destination difference dimension direction directory disk distance district
division dock documentation drive drop duration edge education effect effort emergency encryption end enemy energy
engineer error event events export expression extension factor failure feature feed feedback fence filter finding
fire fleet flow focus font food format frame frequency friendship front function future gap gateway geofence goal
government graph grid growth hardware head header health heartbeat height help hierarchy hint history home hook hour
identifier image impact import income increase indicator industry information input inquiry inspection interface
internet interval ip join judgment keyword kind kit language latency layer layout leader league learning length
lesson level library life lifecycle light limit line list load log logging logic loop loss maintenance management
manager margin mark marker match media memory mention merge metadata method metric migration mind minute mode moment month
motion move name namespace nature need news night node noise number operation orchestration origin outage outcome
output owner packet pair panel parent part partition past pattern pause peak peer percent performance period pin
pixel place plane platform plugin port power prefix presence pressure print probe problem process processor producer
production program progress prompt proof protocol provision proxy pull pulse push range rank reach reaction read
reader reading reason recording reference reform relation relationship release remote repair replica reply report
rest restore retention retry revenue review revision revocation ring rollback root round row run safety scale scan
schedule schema scheme scope search season sector security seed sense sensor sequence series set setting setup shape
shard sheet side sign signal size socket solution sort sound spec speed stack stage standard star start state
station street string structure style subnet success suffix suggestion sum summary surface switch sync tab tail talk
team tech technology temperature tenancy theory thing threshold throughput tier timeout timer timestamp timezone tip
topic total touch town trace track traffic transition transport tree trend trial trigger trouble trust truth turn
type uptime usage use utility variable variant vector view visibility vote wait walk wall water way weather web week
weight wheel width will world year
`;

/** Two words that are one thing, though the first is a verb too. */
export const COMPOUNDS = `
pull_request write_model write_off write_concern leave_request leave_balance leave_application leave_policy end_user
merge_request change_request change_order change_set change_log change_feed change_notification purchase_order
purchase_requisition work_order stop_order stop_loss limit_order buy_order sell_order transfer_order return_order
return_shipment return_label return_policy hold_order repeat_order check_run check_suite check_list check_in
check_out check_point push_notification push_token release_note release_notes release_candidate test_case test_run
set_point set_top set_piece process_instance process_model report_card report_item report_definition start_up
record_store record_set record_list issue_comment issue_list commit_comment review_comment review_request
credit_card credit_note credit_line credit_limit credit_score credit_transaction debit_card
debit_note charge_back sample_rate sample_size price_list price_tag price_rule rate_limit
rate_card store_front store_manager store_order search_index search_result search_results search_query search_engine
read_model read_replica read_receipt access_token access_key access_log access_rule access_point claim_form
claim_check call_center call_back call_sign sign_up sign_in sign_off log_in log_out log_file log_entry log_stream
log_group log_line log_level loan_application loan_account loan_agreement loan_payment rent_payment lease_agreement
lease_contract mail_box mail_server mail_list post_office post_code trade_account trade_order trade_mark trade_deal
tax_return tax_rate tax_form tax_code tax_rule tax_office fund_manager group_member group_chat group_policy
list_item list_price link_account book_store book_club map_view mark_up mark_down market_order market_price
market_share network_interface offer_item open_order open_orders open_source open_position live_stream
load_balancer load_test lead_time light_bulb lock_file lock_screen control_plane contract_work contract_worker
contact_list contact_form contact_person cover_letter cover_page display_name display_order download_link
export_file import_file import_job export_job file_system file_store file_share file_name filter_rule filter_list
form_field flag_ship freeze_frame hold_item host_name host_key host_machine index_page index_fund key_value
label_printer land_lord land_owner match_maker match_rule message_queue plan_item play_list play_book plug_in
pool_table pool_member position_paper post_box pre_order price_offer print_job print_server print_queue
profile_picture project_plan promotion_code query_job query_result queue_item quote_item quote_request rank_list
reference_data reference_number refund_policy refund_request report_template report_run request_body request_item
request_form reserve_price resume_point reward_point reward_points review_board ride_share risk_assessment
risk_profile risk_score round_trip route_map rule_set run_time run_book save_point save_game scale_model
schedule_item schedule_entry score_card score_board screen_shot seat_map service_account share_holder share_link
share_price shift_work shift_worker ship_notice ship_yard shop_owner show_room source_code source_file stage_door
staff_member stake_holder state_machine state_change step_function stock_item stock_order stock_price stock_transfer
stock_market stream_snapshot subject_line supply_chain supply_order support_ticket support_case survey_response
survey_result switch_board switch_port table_row table_space tag_line target_account target_group task_list
task_item team_member test_result test_data text_message ticket_office time_slot time_sheet time_zone top_up
trace_id track_record train_station transfer_request transport_order transport_document travel_agent travel_document
trial_balance trial_account trust_fund trust_account turn_over type_script update_script update_package upload_link
use_case value_date value_chain view_model view_point visit_report vote_count wait_list walk_in watch_list
water_bill work_flow work_item work_place work_shift work_station work_space play_station pay_load pay_roll pay_slip
pay_period pay_grade pay_rate pay_day ask_price own_account secure_string patch_file pass_word pass_port pass_code
pick_list pick_ticket pick_point end_point end_date feed_back feed_item open_api clear_text close_up finish_line
fix_price answer_key present_value present_state present_day return_ticket return_value return_code return_item
exit_code exit_point exit_interview clean_room drop_box drop_point drop_off cash_flow cash_book cash_account
cash_payment cash_register cash_balance cash_deposit cash_withdrawal cash_transaction direct_debit direct_message
direct_deposit direct_payment correct_answer copy_right block_list block_chain block_storage block_device
mount_point search_term vote_share schedule_job wake_word wrap_text win_rate test_order lead_source lead_agent
lead_form lead_score lead_status press_release press_conference grant_application grant_holder grant_fund
store_credit store_location use_item fine_payment store_policy lock_period play_store light_source light_level
dispute_case dispute_message schedule_change import_order import_duty import_license export_order export_license
import_document export_document separate_account present_address advance_payment advance_notice empty_file
secure_channel secure_link elaborate_plan associate_member associate_degree exempt_income exempt_employee
express_delivery express_shipment express_order heat_pump water_pump water_meter water_tank water_heater water_tower
water_cooler water_plant light_switch light_sensor light_meter light_house time_card book_shop lock_box check_card score_card bill_board board_member board_room board_game burn_unit burn_ward break_room stamp_card
rank_card face_card name_card match_book match_box match_ball match_ticket award_winner prize_winner bill_book call_box
call_sensor claim_user credit_customer credit_client credit_unit credit_union cool_box cool_room deposit_box
exchange_student exchange_member file_user file_cabinet file_box fold_unit force_unit free_ticket free_item free_room
grade_book grade_unit guard_dog guard_room guard_house guard_tower hand_book heat_sensor heat_shield host_unit
kill_switch land_vehicle lower_house nurse_station open_house open_seat open_seats open_unit open_window pump_room
pump_house rate_book rent_book return_flight return_trip return_train return_ticket return_goods return_visa
reward_card reward_token reward_item reward_tokens scan_unit score_book seat_belt seed_money seed_fund seed_bank
share_book split_unit switch_room switch_unit time_bomb time_unit time_book trap_door trip_computer trip_meter
turn_table turn_order wake_sensor warrant_card wash_room wash_house wave_power wire_cutter plant_room plant_pot
ring_light ring_main roll_cage shelter_house spell_book stack_light shake_sensor power_plant deal_room match_unit
mine_cart mine_car mine_worker plant_worker land_mine guest_user guest_room question_book offer_book offer_letter
open_ticket open_tickets open_claims open_cases open_invoices open_items credit_token credit_tokens debit_unit
pair_unit park_ticket
`;

/** Words that may stand before an object and tell nothing of it. */
export const ARTICLES = 'a an the all any each every this that these those your my our their its his her';

/** Words behind which the rest of a name is an addition: `ItemAddedToOrder`. */
export const PREPOSITIONS = `
about across after against along among around as at away back before behind below beside between beyond by down due
during for forward from in inside into of off on onto out outside over past per since through to together toward
towards under until up upon via when while with within without because if and or
`;

/** Particles that belong to a verb: `LogInUser`, `SetUpAccount`. */
export const PARTICLES = 'in out up down off on over back away through';

/** Adverbs in names that end in no -ly. */
export const ADVERBS =
  'now again once twice already early late soon today immediately asap later then too ago here there';
