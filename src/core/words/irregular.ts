/** Irregular verbs: base, past, participle; `/` parts two spellings, the first of which is suggested. */
export const IRREGULAR_VERBS = `
arise arose arisen
awake awoke awoken
bear bore borne
beat beat beaten
become became become
befall befell befallen
beget begot begotten
begin began begun
behold beheld beheld
bend bent bent
beset beset beset
bet bet bet
bid bid bid
bind bound bound
bite bit bitten
bleed bled bled
blow blew blown
break broke broken
breed bred bred
bring brought brought
broadcast broadcast/broadcasted broadcast/broadcasted
build built built
burn burned/burnt burned/burnt
burst burst burst
buy bought bought
cast cast cast
catch caught caught
choose chose chosen
cling clung clung
come came come
cost cost cost
creep crept crept
cut cut cut
deal dealt dealt
dig dug dug
do did done
draw drew drawn
dream dreamed/dreamt dreamed/dreamt
drink drank drunk
drive drove driven
dwell dwelt/dwelled dwelt/dwelled
eat ate eaten
fall fell fallen
feed fed fed
feel felt felt
fight fought fought
find found found
fit fitted/fit fitted/fit
flee fled fled
fling flung flung
fly flew flown
forbid forbade forbidden
forecast forecast/forecasted forecast/forecasted
foresee foresaw foreseen
forget forgot forgotten
forgive forgave forgiven
forgo forwent forgone
forsake forsook forsaken
freeze froze frozen
get got got/gotten
give gave given
go went gone
grind ground ground
grow grew grown
hang hung hung
have had had
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
input input/inputted input/inputted
keep kept kept
kneel knelt/kneeled knelt/kneeled
knit knitted/knit knitted/knit
know knew known
lay laid laid
lead led led
leap leaped/leapt leaped/leapt
learn learned/learnt learned/learnt
leave left left
lend lent lent
let let let
lie lay lain
light lit/lighted lit/lighted
lose lost lost
make made made
mean meant meant
meet met met
mistake mistook mistaken
mow mowed mown/mowed
offset offset offset
outbid outbid outbid
outgrow outgrew outgrown
output output/outputted output/outputted
overcome overcame overcome
pay paid paid
plead pleaded/pled pleaded/pled
preset preset preset
prove proved proven/proved
put put put
quit quit/quitted quit/quitted
read read read
rend rent rent
reset reset reset
rid rid rid
ride rode ridden
ring rang rung
rise rose risen
run ran run
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
sew sewed sewn/sewed
shear sheared shorn/sheared
shake shook shaken
shed shed shed
shine shone/shined shone/shined
shoe shod shod
shoot shot shot
show showed shown
shrink shrank shrunk
shut shut shut
sing sang sung
sink sank sunk
sit sat sat
slay slew slain
sleep slept slept
slide slid slid
sling slung slung
slit slit slit
smell smelled/smelt smelled/smelt
sow sowed sown/sowed
speak spoke spoken
speed sped/speeded sped/speeded
spell spelled/spelt spelled/spelt
spend spent spent
spill spilled/spilt spilled/spilt
spin spun spun
spit spat spat
split split split
spoil spoiled/spoilt spoiled/spoilt
spread spread spread
spring sprang sprung
stand stood stood
steal stole stolen
stick stuck stuck
sting stung stung
strike struck struck
string strung strung
strive strove striven
sublet sublet sublet
swear swore sworn
sweep swept swept
swell swelled swollen
swim swam swum
swing swung swung
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
thrust thrust thrust
tread trod trodden
typeset typeset typeset
undergo underwent undergone
undertake undertook undertaken
uphold upheld upheld
upset upset upset
wake woke woken
wear wore worn
weave wove woven
weep wept wept
win won won
wind wound wound
withdraw withdrew withdrawn
withhold withheld withheld
withstand withstood withstood
wring wrung wrung
write wrote written
`;

/** Verbs of several syllables that double the last letter: submit, submitted. */
export const DOUBLING_VERBS = `
abet abhor acquit admit allot annul backlog bootstrap cancel catalog channel commit compel concur confer control
corral counsel debug defer deter dial dispel embed emit enrol entrap equip excel expel extol format fulfil handicap
impel incur infer initial inter label leapfrog level marshal model occur omit outfit overlap overstep panel patrol
pedal permit prefer program propel quarrel quiz rebel rebut recur refer regret remit repel retrofit signal stencil
submit swivel total transfer transmit travel tunnel unplug unravel unwrap worship zigzag recap remap rescan reship
unban unstar untag dropship airdrop snapshot kidnap forget kit
`;

/** Words in -ed that are no participle of anything. */
export const NOT_PARTICIPLES = `
abed airbed biped bleed bed breed creed crossbred deed embed exceed feed flatbed flowerbed greed hatred heed hotbed
hundred indeed infrared kindred med moped mitglied abschied unterschied glied naked need newsfeed proceed quadruped
red reed riverbed sacred screed seabed seed shred sled speed steed succeed tweed wed weed wicked wretched rugged
ragged talented beloved linseed aniseed birdseed godspeed watershed bloodshed ted ned fred alfred jared mohamed
ahmed mohammed muhammed saeed zed
`;
