"""Names of journals: how they are told from titles and publishers."""

import re


def _words(text: str) -> frozenset[str]:
    """The words between blanks."""
    return frozenset(text.split())


_ABBREVIATIONS = _words("""
    aims j am acad dermatol br med int eur clin exp proc natl sci nat rev arch plast reconstr surg lasers biol chem
    phys ann intern cosmet cosmetol venereol aesthet aesthetic res invest investig ther soc assoc n engl syst
    database cochrane environ toxicol pharmacol pharm mol cell genet immunol microbiol infect dis oncol cancer
    neurol psychiatry psychol obstet gynecol gynaecol urol androl endocrinol metab nutr food gerontol geriatr
    pediatr paediatr radiol ophthalmol otolaryngol head neck oral maxillofac dent anat physiol biochem biophys
    commun lett bull acta scand suppl symp conf trans ieee appl opt photomed photobiol photodermatol
    photoimmunol laser forensic leg stat methods epidemiol public health care educ nurs manag econ policy stem
    tissue eng regen wound repair adv curr opin trends drugs drug treat today lond heidelb basel los angel can
    aust aust-as new zeal j-am jpn japan chin korean indian turk afr z dtsch ges hautarzt klin wochenschr
    med-wochenschr q sect ser part hum reprod fertil contracept sex women mens women's front open access case
    rep online lancet jama bmj plos bmc skin pharmacol-physiol hair mater chem-soc technol pharmacother
    photochem phys-rev astron geophys ecol evol hist philos lang linguist comput softw knowl inf data mach learn
    neural netw
""")
_WORDS = re.compile(
    r"\b(?:J|Journals?|Lancet|BMJ|JAMA|Nature|Science|Cell|Ann|Annals|Arch|Archives|Archiv|Int|Clin|Clinics?|Dermatol\w*|Acta"
    r"|Br|Proc|Revs?|Reviews?|Bulletin|Bull|Zeitschrift|Revista|Revue|Annales|Letters?|Transactions|Trans|Quarterly|PLoS|PLOS"
    r"|Frontiers|Front|Database|NEJM|Engl|Plast|Surg(?:ery)?|Med|Medicine|Ther|Biol|Biology|Chem|Chemistry|Phys|Physics|Sci"
    r"|Res|Exp|Nutrients|Cosmetics|Molecules|Aesthet\w*|Cureus|Maturitas|Gastroenterology|Circulation|Radiology|Pediatrics"
    r"|Nutrition|Drugs|Hautarzt|Der\sHautarzt|Wochenschrift|Therapy|Dermatology|Venereology|Pharmacology|Immunology"
    r"|Skinmed|Aging|Burns|Headache|Pain|Obesity|Menopause|Thyroid|Stroke|Gut|Thorax|Blood|Chest|Neurology|Toxins|Cells|Genes"
    r"|BMC|Biomed|Biomedical|World\sJ|eLife|Elife|Heliyon|Photomedicine|Lasers?|Toxicol\w*|Endocrinol\w*|Nutr|Adv|Advances|Research|Orthop\w*|Clinical|Opinion|Communications|Reports|Progress|Case\sRep\w*|Studies|[a-z]{3,4}Rxiv\b"
    r"|The\s(?:\w+\s){0,3}(?:Times|Guardian|Independent|Observer|Post|Herald|Telegraph|Economist|Atlantic)|New\sYork(?:er|\sTimes)"
    r"|[^\W\d_a-z]\w+\s(?:Times|Herald|Gazette|Courier|Tribune|Chronicle|Telegraph|Observer|Guardian|Magazine|Newspaper|Weekly|Monthly|Daily)(?=\W*$)"
    r"|Washington\sPost|Wall\sStreet\sJournal|Daily\s(?:Mail|Telegraph|News)|Der\sSpiegel|Die\sZeit|Le\sMonde"
    r"|\w+(?:ology|ologica|iatrics?|physics|etics|ceutics|ologie|iatrie))\b"
)
_PUBLISHERS = re.compile(
    r"\b(?:Press|Verlag|Publish(?:ers?|ing)|Publications?|Books?|Springer|Elsevier|Wiley|Blackwell|Saunders|Mosby|Thieme|Karger"
    r"|Lippincott|McGraw|Routledge|Francis|Sage|SAGE|Penguin|Random\sHouse|HarperCollins|Harper|Macmillan|Palgrave|Pearson"
    r"|Norton|Academic|Churchill|Informa|CRC|MIT|Houghton|Doubleday|Simon|Schuster|Editions?|Éditions|Masson|Vieweg|Birkhäuser"
    r"|Humana|InTech|IntechOpen|Hachette|Bloomsbury|Guilford|Suhrkamp|Fischer|Beltz|Hogrefe|Huber|Institute|Organi[sz]ation"
    r"|University|Department|Association|Society|Agency|Office|Group|Publ|StatPearls|Stationery|HMSO|GPO)\b"
)
PROCEEDINGS = re.compile(
    r"\b(?:Proceedings|Proc\.|Conference|Symposium|Congress|Workshop|Meeting|Conf\.)", re.IGNORECASE
)
_CONNECTORS = _words("of the and & in for de la le les du des et der die das für und on to a an del della y e i")
_LONGEST = 16


def is_abbreviation(words: str) -> bool:
    """Whether all of `words` are parts of abbreviated names of journals."""
    written = [word.strip(".,()") for word in words.split()]
    return all(word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()) for word in written)


def looks_like_journal(words: str) -> bool:
    """Whether `words` has a word of names of journals, or abbreviations."""
    return bool(_WORDS.search(words)) or (bool(words) and is_abbreviation(words))


def looks_like_publisher(words: str) -> bool:
    """Whether `words` has a word of names of publishers."""
    return bool(_PUBLISHERS.search(words))


def is_name(words: str) -> bool:
    """Whether `words` are written as names are: their words with capitals, but for those that join."""
    written = [word.strip("().,:;&-–") for word in words.split()]
    written = [word for word in written if word]
    return (
        0 < len(written) <= _LONGEST
        and (written[0][0].isupper() or written[0][0].isdigit() or not written[0].islower())
        and all(not word[0].islower() or word.lower() in _CONNECTORS or not word.islower() for word in written[1:])
    )
