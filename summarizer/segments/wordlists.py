"""Closed lists the candidate finders look words up in: titles, roles, given names, places, function words."""

from __future__ import annotations

MONTHS: str = "January|February|March|April|May|June|July|August|September|October|November|December"
"""Month names, as alternatives of a pattern."""
DAYS: str = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
"""Weekday names, as alternatives of a pattern."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss dr prof professor doctor gen general lt lieutenant col colonel sgt sergeant capt captain maj major "
    "cmdr commander adm admiral cpl corporal sen senator rep representative gov governor president vice prime minister "
    "chancellor judge justice mayor chief detective inspector superintendent constable officer sir lady lord dame king "
    "queen prince princess pope bishop archbishop cardinal father rev reverend rabbi imam sheikh secretary director "
    "coach councillor councilor councilman councilwoman alderman chairman chairwoman congressman congresswoman "
    "ambassador commissioner sheriff attorney deputy undersecretary speaker premier taoiseach treasurer ombudsman "
    "marshal brigadier executive private foreign interior finance defense defence education health former acting"
)
PERSON_TITLES = TITLES - _words(
    "private foreign interior finance defense defence education health former acting prime vice general deputy major"
) | _words(
    "spokesman spokeswoman captain striker goalkeeper midfielder undersecretary ceo campaigner barrister referee winger substitute prosecutor lawyer analyst"
)
ROLE_WORDS = _words(
    "minister president chancellor premier mayor governor senator secretary spokesman spokeswoman spokesperson "
    "chairman chairwoman chair chairperson director chief head leader boss founder owner executive manager coach "
    "captain striker goalkeeper midfielder defender player athlete runner swimmer rider driver winger judge "
    "prosecutor lawyer attorney solicitor barrister defendant suspect victim witness detective inspector officer "
    "superintendent constable sheriff commander general colonel sergeant lieutenant admiral soldier scientist "
    "researcher professor doctor nurse surgeon epidemiologist biologist physicist astronomer geologist economist "
    "analyst historian author writer poet novelist journalist reporter editor columnist teacher principal "
    "headteacher student pupil lecturer dean farmer fisherman shopkeeper baker carpenter engineer architect "
    "electrician resident neighbour neighbor mother father brother sister son daughter wife husband widow cousin "
    "aunt uncle friend colleague councillor councilor lawmaker legislator candidate ambassador envoy diplomat "
    "commissioner adviser advisor aide treasurer trustee curator artist singer musician actor actress composer "
    "conductor producer filmmaker bishop priest pastor imam rabbi monk volunteer activist campaigner organiser "
    "organizer pilot skipper sailor mechanic worker technician programmer developer developer's investigator "
    "coordinator official representative deputy undersecretary ombudsman magistrate coroner pathologist firefighter "
    "paramedic medic veterinarian vet warden ranger keeper guard trader banker investor entrepreneur chef cook waiter "
    "tenant landlord veteran survivor poster user expert specialist consultant strategist pollster negotiator mediator "
    "ecologist hydrologist seismologist volcanologist meteorologist archaeologist statistician chemist botanist "
    "zoologist psychologist midwife pharmacist librarian clerk secretary-general counsel attorney-general driver boy "
    "girl man woman teenager pensioner grandmother grandfather planner operator conservationist mountaineer climber "
    "umpire referee teammate rival champion forward goalscorer substitute"
)
ORGANISATION_WORDS = _words(
    "ministry department university college school institute council committee commission agency authority bank court "
    "party union association federation company corporation corp inc ltd plc group police army navy force forces "
    "office bureau board parliament congress senate assembly government administration foundation trust society "
    "hospital clinic museum theatre theater orchestra club fc united rovers league cup organisation organization "
    "network service services guard brigade front movement coalition alliance herald times post gazette tribune "
    "journal magazine news agency's partners holdings industries systems airlines airways railways energy oil gas "
    "motors bancorp capital insurance laboratories laboratory observatory centre center chamber tribunal cathedral "
    "church mosque temple academy register registry fund programme program project ombudsman's treasury exchange "
    "stores foods brewery shipping logistics works mills mines steel water rail transit unit team squad fire "
    "guardian reuters tv radio"
)
NOT_NAMES = _words(
    "the a an and but or nor so yet for of in on at by to from with without after before during since until while "
    "when where who whom whose which what why how that this these those there here he she it they we you i his her "
    "its their our your my him them us me as if because although though unless despite however meanwhile also still "
    "even just only not no yes all some any many most several few both each every other another one two three four "
    "five six seven eight nine ten eleven twelve hundreds thousands dozens scores about over under between among "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today yesterday tomorrow tonight last next early late earlier later according then now "
    "once again instead moreover furthermore additionally nevertheless nonetheless otherwise thus hence therefore "
    "like unlike amid against near around across through throughout toward towards into onto upon within outside "
    "inside behind beyond above below along up down off out more less much such same is are was were be been being "
    "has have had do does did will would can could may might must shall should let's officials police residents "
    "witnesses authorities experts critics researchers scientists people others asked speaking born q & image photo "
    "recent new old first second third local international national global public private federal central northern "
    "southern eastern western north south east west anyone everyone someone nobody nothing everything something it’s "
    "it's that’s that's there’s there's i’m i'm we’re we're they’re they're he’s he's she’s she's don’t don't didn’t "
    "didn't can’t can't won’t won't isn’t isn't i’ve i've we’ve we've i’d i'd you’re you're what’s what's mr mrs ms "
    "never ever always often sometimes perhaps maybe please thank thanks well oh okay ok indeed rather quite very too "
    "updated correction editor’s editor's note by-line video audio read file share comments advertisement caption "
    "part section chapter page table figure source sources"
)
PLACES = _words(
    "afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium "
    "bolivia bosnia brazil bulgaria cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus "
    "denmark ecuador egypt eritrea estonia ethiopia finland france gaza georgia germany ghana greece guatemala guinea "
    "haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan "
    "kenya kosovo kuwait laos latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia mali malta "
    "mauritania mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua "
    "niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania "
    "russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan "
    "tajikistan tanzania thailand tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam "
    "yemen zambia zimbabwe england scotland wales britain london paris berlin madrid rome moscow kyiv kiev beijing "
    "tokyo delhi mumbai washington brussels geneva vienna warsaw athens ankara istanbul cairo baghdad kabul damascus "
    "tehran jerusalem beirut tripoli lagos nairobi johannesburg europe asia africa america california texas florida "
    "u.s. u.k. us uk usa eu"
)
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
    "theo otto ernst walt gus ned ted ray dale glen clive trevor nigel gareth rhys idris desmond malcolm edmund"
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
    "wendy tracy tina tara sonia sheila rita penny pauline nina mona molly maya marion maggie mabel lena kirsten"
)
PRONOUNS = _words("he she they it we i him her them us who")
GROUP_NOUNS = _words(
    "officials police residents witnesses authorities experts critics researchers scientists investigators prosecutors "
    "lawyers doctors campaigners activists protesters organisers organizers analysts economists lawmakers supporters "
    "opponents rebels fighters soldiers militants workers employees students teachers parents neighbours neighbors "
    "relatives families farmers firefighters rescuers engineers executives investors traders unions ministers "
    "councillors councilors leaders sources people others some many diplomats observers historians medics staff "
    "shareholders customers passengers voters members detectives shopkeepers environmentalists conservationists "
    "astronomers biologists physicists geologists epidemiologists eyewitnesses tenants fans players coaches "
    "insiders aides regulators inspectors auditors archaeologists locals villagers nurses migrants refugees"
)
DOCUMENT_NOUNS = _words(
    "report study statement survey document documents paper filing complaint indictment memo letter email poll review "
    "audit analysis article book website lawsuit affidavit ruling judgment judgement bulletin census data figures "
    "statistics records transcript note press-release release reports newspaper magazine results accounts minutes"
)
