"""The words that name events, by the type each one suggests."""

from __future__ import annotations

from summarizer.summary import EventType

VERBS: dict[EventType, str] = {
    "attack": (
        "attack bomb shell ambush shoot stab detonate explode raid storm assault besiege torch assassinate "
        "strike fire hijack abduct kidnap loot rob burgle vandalise vandalize blow invade hit ram steal mug "
        "knife behead poison rape firebomb bombard ransack sabotage hack lynch massacre slaughter smash "
        "harass deface plunder raze occupy pound daub overrun smuggle paralyse paralyze strafe torture "
        "mutilate"
    ),
    "death": "kill die murder drown execute perish slay suffocate starve electrocute cull",
    "injury": "injure wound hurt hospitalise hospitalize maim scald trample bruise concuss bite sting faint",
    "accident": (
        "crash collide derail capsize sink overturn topple plunge collapse slam plough plow skid veer spill "
        "leak overheat malfunction clip burst swerve stall flip"
    ),
    "disaster": (
        "flood erupt devastate destroy damage burn submerge engulf inundate flatten wreck ravage batter shake "
        "gut spew ruin rage lash uproot"
    ),
    "rescue": "rescue free save airlift resuscitate winch tow extinguish revive",
    "arrest": (
        "arrest detain capture jail imprison apprehend release extradite seize handcuff confiscate impound "
        "remand catch intercept"
    ),
    "charge": "charge indict sue prosecute impeach",
    "trial": "convict sentence acquit plead testify uphold rule fine appeal quash adjourn exonerate",
    "investigation": "investigate probe search audit inspect examine question comb",
    "protest": "protest march demonstrate rally riot clash boycott blockade picket heckle boo",
    "election": "elect vote win re-elect concede",
    "appointment": (
        "appoint resign hire sack nominate retire dismiss oust promote succeed quit depose demote "
        "replace"
    ),
    "decision": (
        "approve ban pass adopt raise cut suspend impose lift veto repeal abolish scrap introduce extend "
        "order halve freeze postpone delay cancel grant revoke allocate restrict reject authorise authorize "
        "legalise legalize outlaw overrule expel disqualify sanction reinstate enact propose abandon shelve "
        "axe pardon waive reverse reduce lower tighten ease block endorse decide recall ration downgrade "
        "upgrade nationalise nationalize privatise privatize opt"
    ),
    "agreement": "sign agree settle ratify reconcile renew",
    "meeting": "meet visit host convene gather attend celebrate",
    "threat": "threaten",
    "announcement": "announce unveil launch apologise apologize withdraw publish admit declare reveal",
    "deployment": "deploy dispatch mobilise mobilize",
    "movement": (
        "evacuate arrive flee cross travel return migrate relocate move leave displace deport emigrate depart "
        "sail escape land enter divert"
    ),
    "transaction": "buy sell acquire merge purchase donate auction borrow lend invest pay fetch",
    "result": (
        "rise fall drop climb grow shrink slump surge increase decrease decline jump double plummet slide "
        "tumble soar gain lose triple quadruple rebound recover dip widen narrow slow edge"
    ),
    "closure": "close shut demolish dismantle liquidate halt",
    "opening": "open reopen inaugurate build construct complete premiere",
    "discovery": "discover detect identify uncover find unearth excavate spot decode develop",
    "outbreak": "infect diagnose sicken quarantine contract spread",
    "sport": "beat defeat score equalise equalize qualify draw thrash eliminate relegate clinch net",
    "award": "award honour honor receive",
    "other": "repair restore rename renovate vaccinate marry install collect test",
}  # fmt: skip
"""Infinitives, each under the type it names most often; the model is asked where it is weak."""
IRREGULAR = {
    "shoot": "shoots shot shooting", "strike": "strikes struck striking", "blow": "blew blown blowing",
    "steal": "steals stole stolen stealing", "slay": "slew slain slaying", "hurt": "hurts hurt hurting",
    "sink": "sinks sank sunk sinking", "die": "dies died dying", "hit": "hits hit hitting", "free": "freed freeing",
    "win": "wins won winning", "quit": "quits quit quitting", "cut": "cuts cut cutting", "meet": "meets met meeting",
    "flee": "flees fled fleeing", "leave": "leaves left leaving", "buy": "buys bought buying",
    "sell": "sells sold selling", "lend": "lends lent lending", "rise": "rises rose risen rising",
    "fall": "falls fell fallen falling", "drop": "drops dropped dropping", "grow": "grows grew grown growing",
    "shrink": "shrinks shrank shrunk shrinking", "slump": "slumps slumped slumping", "lose": "loses lost losing",
    "shut": "shuts shut shutting", "build": "builds built building", "find": "finds found finding",
    "beat": "beats beat beaten beating", "draw": "draws drew drawn drawing", "slide": "slides slid sliding",
    "ban": "bans banned banning", "stab": "stabs stabbed stabbing", "rob": "robs robbed robbing",
    "plead": "pleads pleaded pled pleading", "overturn": "overturns overturned overturning",
    "withdraw": "withdraws withdrew withdrawn withdrawing", "bomb": "bombs bombed bombing",
    "topple": "topples toppled toppling", "spread": "spreads spread spreading",
    "kidnap": "kidnaps kidnapped kidnapping", "burn": "burns burned burnt burning",
    "scrap": "scraps scrapped scrapping", "hijack": "hijacks hijacked hijacking", "fire": "fires fired firing",
    "freeze": "freezes froze frozen freezing",
    "ratify": "ratifies ratified ratifying", "identify": "identifies identified identifying",
    "re-elect": "re-elects re-elected re-electing", "host": "hosts hosted hosting", "ram": "rams rammed ramming",
    "mug": "mugs mugged mugging", "admit": "admits admitted admitting", "expel": "expels expelled expelling",
    "skid": "skids skidded skidding", "spill": "spills spilled spilt spilling", "dip": "dips dipped dipping",
    "pay": "pays paid paying", "net": "nets netted netting",
    "airlift": "airlifts airlifted airlifting", "axe": "axes axed axing", "slam": "slams slammed slamming",
    "shake": "shakes shook shaken shaking", "overrun": "overruns overran overrunning",
    "bite": "bites bit bitten biting", "sting": "stings stung stinging", "burst": "bursts bursting",
    "clip": "clips clipped clipping", "catch": "catches caught catching", "flip": "flips flipped flipping",
    "gut": "guts gutted gutting", "opt": "opts opted opting", "spot": "spots spotted spotting",
}  # fmt: skip
"""Forms that no rule gives: third person, past, participle, gerund."""
NOUNS: dict[EventType, str] = {
    "attack": (
        "attack bombing shooting stabbing ambush airstrike air-strike strike shelling raid assault blast "
        "explosion gunfire assassination massacre hijacking abduction kidnapping robbery burglary arson siege "
        "hostage-taking slaughter invasion offensive theft heist mugging break-in sabotage cyberattack "
        "cyber-attack beheading rape looting vandalism bombardment incursion gunfight crossfire knifing fighting"
    ),
    "death": "death killing murder fatality homicide drowning execution slaying suicide",
    "injury": "injury wound",
    "accident": "crash collision derailment accident capsizing collapse spill pile-up shipwreck leak",
    "disaster": (
        "earthquake quake flood flooding wildfire blaze hurricane cyclone typhoon storm tornado landslide "
        "mudslide eruption avalanche drought tsunami fire heatwave bushfire inferno tremor aftershock "
        "blizzard snowstorm hailstorm famine rockfall downpour"
    ),
    "rescue": "rescue airlift",
    "arrest": "arrest detention imprisonment extradition seizure",
    "charge": "charge indictment lawsuit prosecution impeachment",
    "trial": "trial verdict conviction sentence acquittal ruling hearing inquest appeal retrial",
    "investigation": "investigation inquiry probe search audit inspection autopsy post-mortem manhunt review",
    "protest": (
        "protest demonstration march rally riot clash unrest sit-in boycott blockade uprising revolt mutiny "
        "picket petition"
    ),
    "strike": "walkout stoppage lockout",
    "election": "election referendum by-election vote ballot runoff run-off recount plebiscite",
    "appointment": "appointment resignation nomination retirement dismissal promotion reshuffle redundancy layoff ouster",
    "decision": (
        "ban decision increase cut sanction moratorium embargo curfew lockdown amnesty pardon suspension "
        "expulsion approval"
    ),
    "agreement": "agreement deal ceasefire truce treaty accord settlement merger pact armistice compromise",
    "meeting": (
        "meeting summit visit parade memorial talk conference funeral ceremony festival concert wedding vigil "
        "congress celebration"
    ),
    "threat": "threat ultimatum",
    "announcement": "announcement launch apology unveiling",
    "deployment": "deployment mobilisation mobilization",
    "movement": "evacuation arrival departure exodus exile escape deportation withdrawal return",
    "transaction": "acquisition takeover donation purchase auction buyout bailout sale loan",
    "result": "rise fall drop decline",
    "closure": "closure shutdown demolition bankruptcy insolvency liquidation",
    "opening": "opening inauguration reopening premiere",
    "discovery": "discovery find excavation sighting",
    "outbreak": "outbreak epidemic pandemic quarantine",
    "sport": "victory defeat win draw final race match",
    "award": "award prize knighthood medal",
    "other": "blackout outage power-cut recall",
}  # fmt: skip
"""Singulars."""
PHRASES: tuple[tuple[str, EventType], ...] = (
    (
        r"made landfall|under water|topped (?:its|their|the) banks|"
        r"cut off (?:[\w-]+\s){0,3}(?:villages?|towns?|roads?|valleys?|communities|islands?|residents|homes)|"
        r"ripped (?:[\w-]+\s){0,3}(?:roofs?|off)|tor(?:e|n) (?:down|off|up)(?= (?:trees|roofs|houses|power))|"
        r"tore through|spewed|gutted",
        "disaster",
    ),
    (
        r"jumped the (?:rails|tracks)|ran onto|caved in|came down (?:in|on|near)|tipped over|flipped over|"
        r"rolled over|br(?:oke|oken) (?:in two|apart)|lost control|sprang a leak|went missing(?= over)",
        "accident",
    ),
    (
        r"t(?:ore|orn) (?:a|his|her) (?:\w+\s)?(?:ligament|muscle|hamstring|tendon|calf)|"
        r"left (?:paralysed|paralyzed|unconscious)|passed out|knocked (?:out cold|unconscious)",
        "injury",
    ),
    (
        r"given the (?:freedom|key|order|medal)|made a (?:dame|knight|lord|baroness|peer)|came first in|"
        r"named (?:the )?(?:best|player|book|film|\w+) of the (?:year|county|country|tournament)|"
        r"named (?:the )?best|nominated for (?:the|a|an) (?:\w+\s){0,3}(?:prize|award|medal)",
        "award",
    ),
    (
        r"(?:flu|fever|measles|cholera|virus|disease|infections?|cases?) (?:was|were|has been|have been|had been) (?:confirmed|detected|found|reported|recorded)|"
        r"(?:\d[\d,]*|dozens of|hundreds of) (?:new )?(?:cases|infections)|under quarantine|in quarantine|"
        r"caught (?:the|a) (?:virus|flu|disease|infection|cold)|"
        r"(?:infections|cases) (?:have |has |had )?(?:doubled|tripled|surged)",
        "outbreak",
    ),
    (
        r"stumbled (?:on|upon|across)|(?:resurfaced|came to light|come to light)|"
        r"(?:was|were|been) recovered(?= from|\.|,)",
        "discovery",
    ),
    (
        r"[Ww]ork (?:on [\w\s’'-]{1,40}? )?(?:has |had )?(?:begun|started|began)|"
        r"w(?:ent|ill go) into (?:operation|service|production)|(?:first|foundation) stone|"
        r"(?:went|go|goes|is|are) on (?:show|display)|put into orbit|hit the shelves",
        "opening",
    ),
    (
        r"t(?:orn|ore) down|pulled down|knocked down(?= (?:the|to make))|(?:sealed|cordoned) off|"
        r"went (?:offline|dark)|wound (?:up|down)|"
        r"(?:newspaper|magazine|shop|firm|company|paper|club) (?:has )?folded",
        "closure",
    ),
    (
        r"made an? (?:[\w-]+\s){0,2}(?:loss|profit)(?= of)|"
        r"post(?:ed|s) (?:an?|its|record|their) (?:[\w-]+\s){0,3}(?:profits?|loss|losses|sales|earnings|revenue)|"
        r"posted record sales|w(?:ent) (?:up|down) (?:by|to|from)|(?:was|were|are|is) (?:up|down) (?=(?:by )?\d)|"
        r"hit an? (?:[\w-]+\s){0,3}(?:low|high|record|peak)|passed the (?=\d)|"
        r"reached (?=\W?\d[\d.,]*\s?(?:million|billion|percent|per cent|%))|"
        r"topped (?=\W?\d|one (?:million|billion))|clos(?:ed|ing) (?=\d[\d.,]*\s?(?:percent|per cent|points?|%|euros?|dollars?|pence|p\b)|higher|lower|up \d|down \d)|"
        r"stood at (?=\W?\d)|reported (?:an? )?(?:[\w-]+ ){0,2}?(?:revenues?|profits?|loss(?:es)?|sales|earnings|turnover)\b",
        "result",
    ),
    (
        r"t(?:ook|ake|aking) an? (?:[\w-]+\s){0,3}stake|raised (?:\W?\d[\w.,]*|money|funds)|taken over(?= by)|"
        r"left (?:\W?\d[\w.,]*\s)(?:million |billion )?to|floated on|bail(?:ed|ing) out|spun off|"
        r"made an? (?:\w+\s)?(?:offer|bid) for|changed hands|under the hammer|"
        r"signed (?:an?|the) (?:\w+\s)?(?:striker|goalkeeper|midfielder|defender|player|winger|forward)|"
        r"w(?:on|in) (?:an?|the) (?:\w+\s)?(?:order|contract|tender)",
        "transaction",
    ),
    (
        r"s(?:ent|end|ending) (?:in |out )?(?:[\w-]+\s){0,4}(?:frigates|destroyers|tanks|planes|helicopters|forces|firefighters|rescuers|experts|engineers|medics|supplies|food|blankets|lorries|trucks|teams?|units?)(?!\s(?:said|home))|"
        r"mov(?:ed|ing) (?:in )?(?:troops|tanks|forces|missiles)|"
        r"pulled back (?:its|their|the|some)? ?(?:troops|tanks|forces|army|soldiers)|"
        r"called in(?= (?:the|to|from|police|army|by))|(?:were|was) called in|called up|(?:were|was|are) stationed",
        "deployment",
    ),
    (
        r"received an? (?:\w+\s)?delegation|sp(?:oke|eak) by (?:tele)?phone|"
        r"sat down (?:again|for|to talk|together)|service (?:was|will be|is to be) held|"
        r"meets (?=again|on|in|next|with)",
        "meeting",
    ),
    (
        r"form(?:ed|ing)? an? (?:\w+\s)?(?:coalition|government|alliance|partnership)|"
        r"resum(?:ed|e) (?:diplomatic )?(?:relations|ties)|c(?:ame|ome) to terms|teamed up|joined forces|"
        r"br(?:oke|oken) off (?:the|a|its|their|all) (?:\w+\s)?(?:contract|talks|relations|engagement|ties)",
        "agreement",
    ),
    (
        r"left (?:[\w-]+\s){0,3}(?:rates?|policy) unchanged|c(?:ame|ome|omes) into effect|"
        r"(?:put|putting) (?:[\w-]+\s){1,3}on ice|(?:put|pushed) back to|put off until|"
        r"put off(?= (?:a|the|its|their))|brought forward|w(?:ent|ent) back on|"
        r"(?:pulled|withdrew|removed|withdrawn) (?:[\w-]+\s){0,3}from (?:its |the |their )?shelves|"
        r"drop(?:ped)? (?:the|its|their) (?:\w+\s)?(?:route|plans?|case|charges|bid|scheme)|waved through|"
        r"signed off on|withdr(?:ew|awn) (?:the|its|a|his|her) (?:licen[cs]e|permit|support)",
        "decision",
    ),
    (
        r"glued (?:themselves|himself|herself)|"
        r"stag(?:ed|ing) an? (?:\w+\s)?(?:sit-in|protest|demonstration|rally|march|vigil)|"
        r"block(?:ed|ing) (?:[\w’'-]+\s){0,3}(?:roads?|motorways?|highways?|streets?|bridges?|entrances?|border|runways?|traffic|gates?)|"
        r"stormed out|waved (?:banners|flags|placards)|in protest",
        "protest",
    ),
    (
        r"(?:lay|laid) down (?:their|its) tools|returned? to work|go(?:es|ing|ne)? on strike|went on strike",
        "strike",
    ),
    (
        r"go(?:es|ing)? on sale|issu(?:ed|es) an? (?:\w+\s)?(?:warning|statement|apology|alert|report)|"
        r"(?:raised|sounded) the alarm",
        "announcement",
    ),
    (
        r"named (?:[A-Z][\w’'-]+\s){1,3}(?:as\s|its\s|the\s|new\s)*(?:chief|head|director|president|chair\w*|captain|coach|manager|minister|editor|leader|ambassador|chancellor)|"
        r"shown the door|"
        r"(?:cut|cutting|cuts|shed|shedding|axed?|axing|slash(?:ed|ing)?) (?:[\w,.]+\s){1,3}(?:jobs|posts|positions)|"
        r"will leave(?= (?:at|in|next|by|on|the (?:bank|company|club|board)))|"
        r"(?:accepted|tendered|offered|submitted|handed in|announced) (?:[\w’'-]+\s){1,3}resignations?|"
        r"parted company|parted ways|put in charge|handed over the (?:reins|post|job|office|presidency)|"
        r"(?:suspended|expelled|removed|recalled) from (?:his|her|their|the) (?:post|job|office|party|board|team)",
        "appointment",
    ),
    (
        r"t(?:ook|ake|akes) (?:[\w-]+\s)?seats|go(?:es)? to the polls|head(?:s|ed)? to the polls|"
        r"run(?:s|ning)? for (?:an?|re-election|the|a third|a second)(?= \w+| term)|"
        r"(?:dropped|pulled|bowed) out of the race|conceded defeat|"
        r"(?:won|wins|lost) (?:the|a) (?:\w+\s)?(?:mayoral|presidential|leadership|senate|gubernatorial) race|"
        r"polling stations (?:opened|closed)|chose (?:[A-Z][\w’'-]+\s){1,3}as (?:its|their) (?:candidate|leader)",
        "election",
    ),
    (
        r"(?:took|won|claimed) (?:gold|silver|bronze)|"
        r"(?:crashed|went|knocked|bowed) out (?:in|of) the (?:\w+\s)?(?:first|second|third|last|round|quarter|semi|cup|tournament|competition)|"
        r"crashed out|"
        r"reached (?:the|her|his|their) (?:\w+\s)?(?:final|semi-finals?|quarter-finals?|last (?:four|eight|16))|"
        r"saved (?:a|the) penalty|claimed (?:her|his|their|a) (?:\w+\s){0,2}(?:crown|title|win|medal|victory)|"
        r"lifted (?:its|their|his|her) (?:\w+\s)?(?:title|trophy)|"
        r"lost(?= \d{1,3}\s?[-–]\s?\d)|lost (?:in the final|on penalties|in (?:straight|two|three|four|five) sets)",
        "sport",
    ),
    (
        r"br(?:ought|ing) (?:[\w-]+\s){1,5}(?:to safety|to the surface|ashore|out alive)|"
        r"put out (?:the|a|several) (?:\w+\s)?(?:blaze|fires?|flames)|"
        r"picked up (?:[\w-]+\s){1,3}(?:migrants|survivors|sailors|passengers|refugees)|"
        r"br(?:ought|ing) (?:the |a |an )?(?:\w+\s){0,2}(?:blaze|blazes|fires?|flames|outbreak|leak|spill|epidemic)\s(?:\w+\s){0,2}under control|dug (?:[\w-]+\s){1,4}out",
        "rescue",
    ),
    (
        r"gave (?:himself|herself|themselves) up|turned (?:himself|herself|themselves) in|under house arrest|"
        r"(?:is|are|was|were) (?:being )?held (?:by|for|on|over|without|in (?:custody|prison|jail|a cell))|"
        r"(?:freed|released) (?:on bail|without charge|from (?:custody|prison|jail|detention))|"
        r"picked up (?:[\w-]+\s){0,3}(?:suspects?|men|youths|gang)|"
        r"caught (?:[\w-]+\s){1,3}(?:gang|thief|thieves|suspects?|burglars?|killer|smugglers?)",
        "arrest",
    ),
    (
        r"jailed for (?:[\w-]+\s){1,3}(?:years|months|life|weeks)|"
        r"(?:got|given|received|handed) (?:[\w-]+\s){1,3}(?:years|months|life) in (?:prison|jail)|"
        r"(?:handed|given) an? (?:[\w-]+\s){0,2}sentence|cleared (?:[\w’'-]+\s){0,5}of(?= [a-z])|"
        r"awarded (?:[\w’'-]+\s){1,4}(?:damages|compensation)|"
        r"(?:appeal|case|claim|charges|suit|lawsuit|complaint) (?:was|were) (?:dismissed|thrown out|rejected|dropped)|"
        r"admitted (?:[\w-]+\s){0,3}(?:counts?|charges?|theft|murder|manslaughter|fraud|assault|arson)",
        "trial",
    ),
    (
        r"pronounced dead|pronounced (?:him|her|them) dead|claimed (?:[\w,-]+\s){1,3}lives|"
        r"(?:froze|starved|bled|burned|burnt|beaten|stabbed|crushed|trampled) to death|found hanged|"
        r"hanged (?:himself|herself)|"
        r"bod(?:y|ies) (?:was|were|has been|have been) (?:found|pulled|recovered|discovered|washed)|"
        r"cost (?:[\w-]+\s){1,4}(?:their|his|her) li(?:fe|ves)|fell to (?:his|her|their) deaths?|"
        r"took (?:his|her|their) own li(?:fe|ves)",
        "death",
    ),
    (
        r"beaten (?:up|by|to|and)|"
        r"threw (?:\w+\s){0,3}(?:bombs?|stones|bottles|flares?|eggs|paint|grenades?|bricks?|fireworks)|"
        r"made off with|got away with|set upon|"
        r"boarded (?:an?|the|two|three) (?:\w+\s){0,2}(?:tanker|ship|vessel|ferry|boat|yacht|freighter)s?|"
        r"t(?:ook|aken|ake) (?:\w+\s){1,4}hostage|came under (?:fire|attack)|"
        r"(?:drove|rammed|steered) (?:\w+\s){1,4}into (?:an?|the) (?:\w+\s){0,2}(?:crowd|people|shoppers|pedestrians|market|protesters)|"
        r"planted (?:\w+\s){0,3}(?:bombs?|devices?|explosives|mines?)|explosive device was planted|daubed",
        "attack",
    ),
    (
        r"set off (?:at|for|from|on|in|early|towards)|"
        r"thrown out of (?:the|his|her|their) (?:country|city|house|home|flat|hall)|"
        r"(?:flew|flown|fly) (?:home|back|to [A-Z]\w+)|lift(?:ed|s)? off|blast(?:ed|s)? off|touch(?:ed|es)? down|"
        r"(?:made|make) an emergency landing|taken to (?=[A-Z])|left (?:port|town)|"
        r"forced (?:from|out of) (?:their|his|her)|cut short (?:his|her|their|its)",
        "movement",
    ),
    (
        r"went off|gone off|blew up|blown up|open(?:ed|ing)? fire|fired (?:on|at)|"
        r"(?:broke|broken|smashed) (?:an?|the|two|several) (?:windows?|doors?|locks?)|gunned down|"
        r"shot (?:at|down)|set fire|set off|set (?:\w+\s){1,3}(?:on fire|alight)|t(?:ook|aken|ake) hostage|"
        r"br(?:oke|oken|eak) into|held up|carried out an? (?:\w+\s)?attack|beaten up|attacked with",
        "attack",
    ),
    (
        r"(?:was|were|been|be|left|found) dead|passed away|"
        r"(?:lost|lose|cost|claimed|claim) (?:his|her|their|\w+) (?:life|lives)|succumbed to|dead",
        "death",
    ),
    (
        r"taken to (?:a |the )?hospital|treated (?:for|in hospital|in a hospital|at the scene)|"
        r"(?:suffered|received|sustained) (?:[\w-]+\s){0,2}(?:burns|injuries|wounds|a (?:stroke|concussion|fracture|heart attack|broken \w+))|"
        r"(?:broke|breaks|broken|fractured|dislocated|tore|torn|lost|burned|sprained) (?:his|her|their|a|an|both|two|three) (?:\w+\s)?(?:ankle|leg|arm|wrist|nose|jaw|collarbone|hip|ribs?|shoulder|thumb|finger|foot|hand|skull|back|neck|pelvis|knee)s?",
        "injury",
    ),
    (
        r"ran aground|run aground|(?:came|come|coming) off the (?:road|tracks|rails)|c(?:aught|atch) fire|"
        r"(?:fell|fallen|falls|falling) (?:from|off|into|overboard|through)|"
        r"(?:crashed|ran|slammed|drove|smashed|ploughed|plowed|skidded|backed|veered) into|run over|ran over|"
        r"knocked (?:down|over)|broke down|"
        r"(?:hit|struck) by (?:a |an |the )?(?:\w+\s){0,2}(?:car|lorry|truck|bus|van|train|tram|taxi|vehicle|motorbike|motorcycle|forklift|bicycle|boat|tractor|wave|rock|branch|tree)|"
        r"got stuck|gave way|trapped",
        "accident",
    ),
    (
        r"swept away|washed away|burst (?:its|their|the) banks|cut off by|ripped through|tore through|"
        r"swept through|burned down|burnt down|broke out|breached",
        "disaster",
    ),
    (r"pulled (?:\w+\s){0,4}(?:from|out)|dug out|brought to safety|plucked from|winched|led to safety", "rescue"),
    (
        r"taken into custody|remanded|in custody|placed under (?:house )?arrest|rounded up|picked up by police",
        "arrest",
    ),
    (
        r"(?:filed|lodged) (?:an? )?(?:\w+\s){0,2}(?:lawsuit|suit|complaint|charges)|faces? (?:\w+\s){0,3}charges?|"
        r"t(?:ook|ake|aken) (?:\w+\s){1,4}to court|summoned",
        "charge",
    ),
    (
        r"rul(?:ed|es) (?:that|against|in favou?r)|found (?:[A-Z][\w’'-]+ ){0,3}(?:not )?guilty|pleaded (?:not )?guilty|cleared of|class action|"
        r"stands? trial|went on trial|(?:struck|threw|thrown) (?:down|out)",
        "trial",
    ),
    (r"look(?:ed|ing) into|opened a case|question(?:ed|ing) by|combed|searched for", "investigation"),
    (
        r"t(?:ook|aken|ake) to the streets|gathered (?:outside|in front of)|sat down (?:on|in front of)|sit-in|"
        r"chained (?:themselves|himself|herself)|handed (?:in|over) a petition|disrupted|walked out of|"
        r"hunger strike|stormed",
        "protest",
    ),
    (
        r"walked out|walk out|go(?:es|ing)? on strike|went on strike|on strike|downed tools|stopped work|"
        r"(?:begin|began|begun|start|started|end|ended) (?:a|an|their|the) (?:\w+[- ]){0,3}strike|call(?:ed|ing)? (?:an?|for an?) (?:\w+[- ]){0,3}strike|"
        r"industrial action|work to rule",
        "strike",
    ),
    (
        r"went to the polls|second round|run for (?:president|mayor|office|governor|parliament)|"
        r"stand(?:s|ing)? (?:for|in the) (?:election|parliament)|re-elected",
        "election",
    ),
    (
        r"stepp(?:ed|ing|s) (?:down|aside)|step down|took over (?:as|from)|"
        r"t(?:ook|ake|akes|aking) (?:over|charge|the helm|office)|sw(?:orn|ear|ore) in|laid off|lay off|"
        r"made redundant|forced out|voted out|"
        r"left (?:the|his|her|their) (?:board|party|club|company|cabinet|government|team|post|job|bank)|"
        r"(?:lost|lose|losing) (?:his|her|their) (?:jobs?|seats?|posts?)|(?:was|were|been|be) named(?= (?:as|the|its|his|her|their|new|to|after|acting|interim|deputy|head|chief|chair\w*|director|president|manager|captain|coach|editor|minister|ambassador|leader)\b)|"
        r"named (?:as|head|director|chief|captain|coach|manager|\w+ minister)|joined (?:the|as)|"
        r"cut (?:\w+\s){1,3}jobs",
        "appointment",
    ),
    (
        r"called off|rul(?:ed|ing) out|set aside|turned down|"
        r"gave (?:the|its|their) (?:go-ahead|approval|consent|backing)|(?:put|placed) on hold|came into force|"
        r"come into force|takes? effect|took effect|voted (?:to|for|against|down|through|by|in favou?r)|"
        r"backed (?:a|the|plans)|signed (?:\w+\s){0,4}into law|phased? out|dropped (?:the|its|their|plans)|"
        r"threw out|state of emergency|"
        r"cut (?:its|the|his|her|their) (?:\w+\s){0,2}(?:rates?|forecast|budget|target|funding|tax|prices?|fees?)|"
        r"raised (?:its|the|their) (?:\w+\s){0,2}(?:rates?|forecast|offer|target|fees?|prices?|age)",
        "decision",
    ),
    (
        r"re(?:ached|ach|aching) (?:an?|the) (?:\w+\s){0,2}(?:deal|agreement|accord|compromise|settlement|understanding|truce)|"
        r"struck a deal|strike a deal|shook hands on|agreed (?:to|on|a)|peace deal|"
        r"extended (?:his|her|their) contracts?",
        "agreement",
    ),
    (
        r"h[eo]ld(?:ing)? (?:\w+\s){0,3}(?:talks|meeting|conference|ceremony|service)|"
        r"talks (?:\w+\s){0,2}(?:resume|resumed|began|begin|broke|collapsed|ended|failed)|"
        r"took part in(?! (?:the|an?|this) (?:\w+\s)?(?:trial|study|survey|test|experiment|poll))|sat down with|paid tribute|laid to rest|was buried",
        "meeting",
    ),
    (r"bomb threat", "threat"),
    (
        r"went on sale|go on sale|made public|brought out|set out plans|"
        r"issued (?:a|an) (?:\w+\s)?(?:warning|statement|apology|alert|report)",
        "announcement",
    ),
    (
        r"s(?:ent|end|ending) (?:in |out )?(?:\w+\s){0,4}(?:troops|soldiers|inspectors|police|reinforcements|aid|ships|teams|warships|observers|peacekeepers|doctors|jets)",
        "deployment",
    ),
    (
        r"(?:was|were|been) (?:told|ordered|urged|forced|advised) to (?:leave(?: their homes)?|evacuate)\b|"
        r"(?:was|were|been) (?:led|escorted|ushered|helped|marched) (?:out of|from|away from|to safety)|"
        r"(?:left|leave|leaving|fled|forced from) (?:his|her|their|its) homes?|r(?:an|un) away|set (?:out|sail)|"
        r"pull(?:ed|ing)? out|t(?:ook|ake|aking) off|moved out|moved to|went into exile|broke out of|went missing|"
        r"gone missing|driven from",
        "movement",
    ),
    (
        r"bid for|took a stake|paid (?:out|back|the|for|\W?\d)|spent (?:\W?\d|an? (?:million|billion))|"
        r"raised (?:\W?\d|money|funds)|merged with|gave (?:\w+\s){0,3}(?:money|million)",
        "transaction",
    ),
    (
        r"report(?:ed|s) (?:an?|its|record|first|second|third|fourth|annual|quarterly|half-year|operating|net|pre-tax)\s(?:[\w-]+\s){0,4}(?:profits?|loss|losses|sales|revenues?|earnings|turnover)|"
        r"posted (?:an?|its|record) (?:[\w-]+\s){0,3}(?:profits?|loss|losses|sales)",
        "result",
    ),
    (
        r"filed for bankruptcy|went (?:bust|bankrupt|out of business|into administration)|"
        r"ceased (?:trading|production|publication|operations)|shut down|closed down|closed its doors|"
        r"called in administrators|stopped (?:trading|production|publishing)",
        "closure",
    ),
    (
        r"opened its doors|went into service|"
        r"(?:started|began|begin|start) (?:work|construction|production|operating|building)|went (?:live|online)|"
        r"broke ground",
        "opening",
    ),
    (r"came across|dug up|brought up|washed (?:up|ashore)|turned up|tracked down", "discovery"),
    (r"tested positive|fell ill|fallen ill|fall ill|taken ill|fell sick|came down with|food poisoning", "outbreak"),
    (
        r"t(?:ook|aken) the lead|sent off|knocked out|"
        r"(?:set|broke|broken|equalled) (?:a|an|the|her|his|\w+) (?:\w+\s){0,3}records?|"
        r"finished (?:first|second|third|fourth|fifth|last|ahead)|retained (?:the|his|her|their) title|"
        r"missed a penalty|headed (?:in|home|wide|over|(?:the|a|an|his|her) (?:[\w-]+\s)?(?:winner|opener|equali[sz]er|ball|goal|header|corner|cross|free[- ]kick))|came (?:second|third|from behind)",
        "sport",
    ),
    (
        r"turn(?:ed|s|ing)? (?:the (?:prize|award|offer)|it) down|honorary degree|was knighted|shortlisted|"
        r"presented with|"
        r"(?:took|won|taken|wins|win) (?:the|a|an|second|third|first|gold|silver|bronze) (?:\w+\s){0,4}(?:prize|award|medal)",
        "award",
    ),
    (r"tear gas|switched off(?= (?:its|the|all|their|some)?\s?(?:\w+\s){0,2}(?:lights?|lamps?|reactors?|power|supply|service|network|signal|broadcasts?))|was born|got married", "other"),
)  # fmt: skip
"""Patterns of several words; the first that fits wins, so narrow ones stand first."""
WEAK = frozenset(
    (
        "abandon accident admit adopt agree allocate appeal approval arrive attend audit award ballot beat "
        "bite block borrow build burn burst buy catch celebrate celebration ceremony charge climb "
        "clip close collect comb complete compromise concede concert conference congress construct contract "
        "conviction cross cull cut death decide decision declare decline decrease delay depart detect "
        "develop dip dispatch divert donate double draw drop ease edge election eliminate endorse enter "
        "escape examine execution extend fall festival fetch final find fire flip free gain gather "
        "grant grow hack halt harass hearing hit honor honour host hurt identify increase "
        "injury inspect install introduce invest jump land launch leak leave lend lift loan lose "
        "lower march match medal meet move narrow net occupy open opt order overheat paralyse "
        "paralyze pass pay petition picket poison prize promote promotion propose publish purchase "
        "qualify quarantine question quit race rage raise rally rape recall receive recover reduce reject "
        "release repair replace restore restrict retire return reveal reverse review rise ruin sail sale save "
        "score search seizure sell sentence settle shake sign slam slow smash smuggle spill spot "
        "spread stall starve sting storm strike succeed suspension swerve talk test theft "
        "threat threaten tighten tow trample travel visit vote widen win withdrawal wound"
    ).split()
)
"""These happen in the news as often as not in another sense: a model decides, or a sign beside them must."""
