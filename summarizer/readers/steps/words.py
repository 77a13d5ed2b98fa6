"""Lemmas the steps reader knows: reporting verbs, senses of events, people and places. For English alone."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAY = _words(
    "say tell announce add argue insist warn note report state declare explain write estimate threaten urge reply respond "
    "recall suggest stress emphasize emphasise maintain assert testify complain comment remark observe tweet joke reveal "
    "disclose indicate conclude demand propose repeat continue answer caution find show point mention claim allege contend "
    "confirm acknowledge admit concede deny reject dispute dismiss promise vow pledge predict forecast believe think suspect "
    "hope fear feel describe call accuse blame quote hint inform notify counter advise lament exclaim charge ask signal learn "
    "agree praise criticize criticise slam tout boast opine reiterate decry quip rule question shout read worry doubt recount "
    "assure guarantee speculate expect consider know cite hear label dub see advocate laud condemn laugh whisper yell recommend reason"
)
"""Verbs that can report what somebody says or thinks."""
BELIEF = _words("know see feel learn consider")
"""Reporting verbs whose clause is no statement passed on."""
OBJECT = _words(
    "deny confirm claim allege predict acknowledge admit estimate blame accuse promise forecast expect report warn reject dismiss"
)
"""Reporting verbs whose object alone can be the statement: "confirmed the deaths"."""
SAID_OF = _words("allegation accusation claim report charge criticism suggestion notion")
"""What is rejected or dismissed as a statement is; a plan or a call is not."""
ACT = _words("threaten vow pledge promise claim warn")
"""Reporting verbs with an infinitive: "promised to pay"."""
NAMING = _words("call describe label dub brand")
STATES = _words(
    "clear confident convinced sure certain adamant concerned hopeful worried afraid optimistic skeptical doubtful"
)
STANCES = {
    "denied": _words("deny reject dispute dismiss refute rebut"),
    "alleged": _words("claim allege accuse blame contend"),
    "confirmed": _words("confirm acknowledge admit concede"),
    "promised": _words("promise vow pledge threaten guarantee assure"),
    "predicted": _words("predict forecast expect"),
    "believed": _words("believe think suspect hope fear doubt feel worry consider know"),
}
"""How a claimant stands to a statement, by the reporting verb; every other verb asserts."""

PEOPLE = _words(
    "man woman boy girl official spokesman spokeswoman spokesperson leader minister president officer soldier witness resident "
    "victim judge lawyer candidate senator driver suspect teacher professor author director chief head adviser aide reporter "
    "source expert analyst singer actor player coach mother father mayor governor secretary chairman chairwoman treasurer "
    "captain prosecutor detective inspector scientist researcher doctor nurse student farmer engineer pilot neighbour neighbor "
    "owner founder manager representative councillor commissioner ambassador activist campaigner survivor brother sister son "
    "daughter wife husband widow friend colleague skipper cleaner worker economist historian librarian defendant"
)
"""Nouns that name one person."""
CROWD = _words(
    "police people public staff crew crowd family media opposition military army government administration team jury "
    "public audience press"
)
MOUTH = _words("word account testimony")
"""`according to his words`: he is meant."""
TITLES = _words(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir lady lord dame king queen prince princess pope president minister prime "
    "senator sen. governor gov. mayor judge justice chief detective inspector superintendent constable officer captain capt. "
    "general gen. colonel col. sergeant sgt. lieutenant lt. admiral secretary professor doctor councillor deputy vice director "
    "chancellor ambassador commissioner sheriff attorney chairman chairwoman rev. reverend bishop archbishop father rep. "
    "representative finance foreign interior transport health defence defense chief-executive executive the a an"
)
DOCUMENTS = _words(
    "report study statement survey document paper filing complaint indictment memo letter email poll review audit analysis "
    "article book website lawsuit ruling bulletin census data figure statistic record transcript note release newspaper "
    "magazine account minute site survey study result finding posting section website blog post"
)
VOICELESS = _words("result finding study survey poll data figure census")
"""Documents that show something, and are not quoted as speaking."""
FEMALE = _words(
    "woman girl mother wife sister daughter queen lady widow spokeswoman chairwoman aunt grandmother actress mrs mrs. ms ms. miss"
)
MALE = _words(
    "man boy father husband brother son king spokesman chairman uncle grandfather actor mr mr. sir lord gunman fisherman"
)

_VERBS = {
    "attack": "attack bomb shell ambush shoot stab detonate raid storm assault besiege assassinate hijack abduct kidnap loot rob "
    "invade behead poison rape torture massacre bombard bulldoze sabotage ram steal hack target strike hit explode fire",
    "death": "kill die murder drown execute perish slay",
    "injury": "injure wound hurt hospitalize maim",
    "accident": "crash collide derail capsize sink overturn topple collapse burst leak",
    "disaster": "flood erupt devastate destroy damage burn ravage engulf",
    "rescue": "rescue free save airlift revive",
    "arrest": "arrest detain capture jail imprison apprehend extradite handcuff seize",
    "charge": "charge indict sue prosecute impeach",
    "trial": "convict sentence acquit plead testify uphold appeal rule",
    "investigation": "investigate probe search inspect examine interrogate analyse analyze survey question",
    "protest": "protest march demonstrate rally riot clash boycott blockade",
    "election": "elect re-elect reelect",
    "appointment": "appoint resign hire sack nominate retire oust promote depose dismiss succeed",
    "decision": "approve ban adopt suspend impose lift veto repeal abolish cancel postpone revoke authorize authorise expel "
    "reject cut order vote scrap raise decide allow grant extend propose withdraw restore introduce grant deny disqualify banish block fine",
    "agreement": "sign agree settle ratify",
    "meeting": "meet host convene attend",
    "threat": "threaten",
    "announcement": "announce unveil launch apologize apologise publish reveal issue admit confess tweet post declare",
    "deployment": "deploy dispatch mobilize mobilise send",
    "movement": "evacuate arrive flee return deport displace relocate travel depart land escape leave move visit",
    "transaction": "buy sell acquire purchase donate auction invest pay",
    "result": "rise fall drop climb grow shrink slump surge increase decrease decline plummet soar lose",
    "closure": "close shut demolish dismantle halt stop end",
    "opening": "open reopen inaugurate start found build",
    "discovery": "discover detect identify uncover recover find",
    "outbreak": "infect diagnose sicken spread",
    "sport": "beat defeat win score equalise equalize",
    "award": "award honor honour",
    "other": "marry bury repair rename bear release replace delay",
}
_NOUNS = {
    "attack": "attack bombing shooting stabbing ambush airstrike strike shelling raid assault assassination massacre hijacking "
    "abduction kidnapping robbery siege invasion offensive fighting rape bombardment",
    "death": "death killing murder fatality homicide execution suicide",
    "injury": "injury",
    "accident": "crash collision derailment accident collapse shipwreck explosion blast leak",
    "disaster": "earthquake quake flood flooding wildfire blaze hurricane cyclone typhoon storm tornado landslide eruption "
    "avalanche drought tsunami stampede fire",
    "rescue": "rescue airlift",
    "arrest": "arrest detention imprisonment capture",
    "charge": "indictment lawsuit prosecution impeachment",
    "trial": "trial verdict conviction sentencing acquittal inquest",
    "investigation": "investigation inquiry manhunt autopsy audit survey probe",
    "protest": "protest demonstration riot clash uprising march",
    "strike": "walkout",
    "election": "election referendum",
    "appointment": "appointment resignation nomination retirement",
    "decision": "ban sanction suspension curfew",
    "agreement": "agreement ceasefire truce treaty deal",
    "meeting": "meeting summit ceremony funeral conference parade talk memorial festival concert vigil rally",
    "announcement": "announcement launch",
    "deployment": "deployment",
    "movement": "evacuation deportation withdrawal",
    "transaction": "acquisition takeover donation purchase",
    "closure": "closure shutdown",
    "opening": "opening inauguration",
    "discovery": "discovery",
    "outbreak": "outbreak epidemic pandemic",
    "sport": "victory defeat competition championship match race tournament marathon",
    "award": "prize",
}
VERB_TYPE = {lemma: kind for kind, lemmas in _VERBS.items() for lemma in lemmas.split() if "_" not in lemma}
"""Event type of a verb's lemma."""
NOUN_TYPE = {lemma: kind for kind, lemmas in _NOUNS.items() for lemma in lemmas.split()}
"""Event type of a noun's lemma."""
PHRASAL = {
    ("step", "down"): "appointment", ("step", "aside"): "appointment", ("lift", "off"): "movement", ("take", "off"): "movement",
    ("go", "off"): "attack", ("blow", "up"): "attack", ("break", "out"): "disaster", ("shut", "down"): "closure",
    ("lay", "off"): "appointment", ("call", "off"): "decision", ("pull", "out"): "movement", ("swear", "in"): "appointment",
}  # fmt: skip
"""Event type of a verb with its particle."""
WEAK = _words(
    "end deny grant tweet post admit question use bring block talk match race competition survey festival target attend hit storm strike fire blow free save release seize catch charge appeal rule search examine rally vote succeed "
    "replace lift delay sign agree settle meet visit host launch land return escape travel withdraw sell buy invest rise fall drop "
    "climb grow shrink increase decrease decline close shut halt open build complete identify recover spread beat win lose defeat "
    "bear bury hurt burn damage destroy leak promote reject march hire retire award honor adopt suspend deal launch conference "
    "agreement discovery parade prize opening defeat victory sanction conviction trial cut order raise decide allow grant extend "
    "propose issue publish reveal send leave move pay stop begin start found find score receive introduce restore dismiss fire"
)
"""Lemmas that happen as often in another sense: two names, places, times or numbers must stand beside them."""
UNACCUSATIVE = _words(
    "die sink collapse crash capsize derail explode erupt drown perish burst rise fall drop climb grow shrink slump surge increase "
    "decrease decline plummet soar open close reopen spread burn leak topple overturn bear detonate shut end"
)
"""Verbs whose subject suffers where there is no object."""
AGENTIVE = _words(
    "attack strike raid assault ambush bombing invasion offensive airstrike shelling siege announcement launch withdrawal victory "
    "meeting summit investigation inquiry resignation acquisition purchase takeover donation deployment discovery nomination protest "
    "march demonstration lawsuit ban"
)
"""Nouns whose owner did it: "Russia's attack"."""
LIGHT = _words(
    "give lose file carry launch conduct stage make begin hold perform mount commit start order face suffer see continue take call stop lead cause "
    "plan plot attend open announce sign reach"
)
"""Verbs that only bring a noun's event about: "carried out an attack"."""
HAPPEN = _words("happen occur take place come begin start end follow erupt continue hold break")
HARM = _words("kill injure wound destroy target hit leave claim strike be devastate come damage")
CAUSES = _words("attack accident disaster protest outbreak")
"""Types of events that kill and hurt."""
STATES_OF_BEING = _words(
    "be have do seem appear remain stay become contain consist include belong need want like love own live lie stand sit mean "
    "exist look sound feel know understand depend involve concern regard matter cost weigh measure last require represent cover "
    "get go come try make let keep see consider think believe hope expect wait use"
)
"""Verbs that tell a state, or nothing by themselves."""
SHOTS = _words("missile rocket drone shell grenade mortar round volley salvo shot")
GROUPING = _words("series wave number string spate volley round dozen hundred thousand kind type")
BODIES = _words(
    "company bank court council union ministry board team committee group party club agency firm trust commission government "
    "authority league federation association department office parliament hospital school university university prosecutor airline "
    "operator municipality army navy police regulator administration coalition opposition developer maker crowd campaign majority service force troop city town village country state media individual"
)
"""Nouns that name a body of people that can act."""
THINGS_HURT = _words("attack accident disaster closure opening death injury rescue charge")
"""Types of events whose target may be a thing."""
MOVED_BY_ITSELF = _words("accident result disaster outbreak")
"""Types of events whose actor may be a thing."""
POSTS = _words("board company party post job office team government cabinet club ministry")
TROPHIES = _words("award prize medal title trophy degree")
COUNTED_IN = _words("election majority vote seat ballot mandate")
QUANTITIES = _words(
    "price share stock sale profit revenue rate crown euro dollar pound market index inflation output export import traffic theft "
    "crime wage rent number temperature level turnout support unemployment population income cost spending demand production"
)
"""What rises and falls as a figure does."""
UNTRUE = _words("false untrue wrong baseless unfounded fake incorrect")
RUMOUR = _words("claim report allegation rumour rumor suggestion fear speculation accusation")
"""Nouns whose clause nobody has to believe."""
SETTLEMENTS = _words("town city village port state province region district county island")
IDLE = _words(
    "scoring game match half term season session day year dispute criticism allegation accusation claim report idea blame charge suggestion"
)
"""Objects and subjects that leave a verb of action without an event: `rejected the criticism`, `her term ends`."""
RESTRICTIONS = _words("ban sanction restriction curfew embargo siege blockade suspension warning order tariff limit")
VEHICLES = _words(
    "car truck lorry bus train tram plane jet ship ferry boat van forklift vehicle aircraft vessel tree rock wave storm ball"
)
CAPTIVES = _words(
    "man woman child boy girl people person hostage prisoner suspect migrant refugee soldier militant civilian student worker "
    "protester leader seeker victim survivor passenger member activist journalist"
)
PLACES = _words(
    "base airport town city village camp hospital school church mosque street square border station prison market hotel building "
    "province region district state county country capital island coast river outpost facility house home court stadium theater "
    "theatre club restaurant bar park beach road highway bridge port harbour harbor area neighborhood neighbourhood embassy "
    "university college museum compound mall factory mine sea line zone room depot plant hall centre center arena palace memorial headquarters airfield"
)
"""Nouns that name a place."""
NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
AUXILIARIES = {
    "could": "hypothetical", "may": "hypothetical", "might": "hypothetical", "would": "hypothetical", "should": "hypothetical",
    "can": "hypothetical", "must": "hypothetical", "will": "planned", "'ll": "planned", "’ll": "planned", "shall": "planned",
    "wo": "planned",
}  # fmt: skip
PLANS = _words("plan schedule vow pledge expect set intend agree order decide prepare promise refuse due")
REAL = _words("begin start continue help go manage come be force appear have")
GIVEN_MALE = _words(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven stephen paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob "
    "gary nicholas eric jonathan larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond "
    "jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith "
    "christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert "
    "gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley lars sven "
    "erik olaf nils hans karl klaus jurgen fritz dieter pierre jean luc marc antoine mohamed mohammed muhammad ahmed "
    "ali omar hassan hussein ibrahim yusuf khalid tariq karim rashid abdul ivan dmitri sergei vladimir alexei boris "
    "mikhail pavel oleg igor luis carlos miguel pedro diego javier pablo rafael fernando antonio marco luca giovanni "
    "paolo mario giuseppe roberto stefano andrea matteo wei chen li jun hiroshi kenji takeshi raj amit sanjay vikram "
    "arjun ravi tom tim jim bill bob dan dave mike steve rob ben sam nick matt chris alex max leo oscar hugo felix simon "
    "martin colin neil ian graham stuart derek barry craig dean owen liam callum declan niall fergus rory kwame kofi "
    "chidi emeka tunde sipho thabo jorge claudio emil anders henrik mats tomas jakub marek piotr radu ion viktor ilya "
    "oskar jonas anton ruben theo otto ernst walt gus ned ted ray dale glen clive trevor nigel gareth rhys idris desmond malcolm edmund"
)
GIVEN_FEMALE = _words(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley "
    "kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy "
    "kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet "
    "catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith "
    "megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail "
    "alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany "
    "charlotte marie kayla alexis lori ingrid astrid greta helga ursula claire camille sophie amelie chloe elena olga "
    "natasha svetlana irina tatiana anastasia fatima aisha leila zainab mariam noor yasmin amina khadija lucia carmen "
    "rosa isabel ana beatriz paula sofia valentina giulia chiara francesca stefania mei ling yuki keiko sakura priya "
    "anjali deepa lakshmi meera nia ngozi adaeze amara thandi lindiwe wanjiru kate katie jane anne helen lucy sally "
    "jo joanna fiona moira eileen bridget siobhan niamh aoife rhian sian nora vera ida edith agnes hilda marta ewa "
    "agnieszka zofia hana petra jana katerina milena ioana elif ayse zeynep leyla shirin nadia samira rania dina "
    "miriam esther naomi lydia celia iris ivy carla hazel daisy lily rose freya ines clara dora ella eva gwen holly june "
    "helena theresa hillary ilse henrike carola leonie wendy tracy tina tara sonia sheila rita penny pauline nina mona molly maya marion maggie mabel lena kirsten"
)
