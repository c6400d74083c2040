"""Works at DataCite, through its REST interface (`/dois/{doi}`)."""

from urllib.parse import quote

from vademecum.bibliography.identifier import Doi, parse_doi
from vademecum.bibliography.name import Name
from vademecum.checks.registered import Record
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text
from vademecum.lookup.response import Failure

NAME = "DataCite"
_YEAR_DIGITS = 4


def find_work(doi: Doi, service: JsonService, base: str) -> Record | Failure | None:
    """The record of `doi`; None where DataCite has none."""
    found = service.ask(f"{base}/dois/{quote(doi.name, safe='')}", days=service.ages.record)
    if found is None or isinstance(found, Failure):
        return found
    return read_work(as_object(as_object(found.get("data")).get("attributes")))


def read_work(attributes: Json) -> Record:
    """A work as DataCite describes it. What is not as expected is as if it were not there."""
    titles = as_objects(attributes.get("titles"))
    main = tuple(as_text(each.get("title")) for each in titles if as_text(each.get("titleType")) != "Subtitle")
    subtitles = tuple(as_text(each.get("title")) for each in titles if as_text(each.get("titleType")) == "Subtitle")
    years = [as_text(attributes.get("publicationYear"))]
    years += [as_text(each.get("date"))[:_YEAR_DIGITS] for each in as_objects(attributes.get("dates"))]
    container = as_text(as_object(attributes.get("container")).get("title"))
    return Record(
        registry=NAME,
        doi=parse_doi(as_text(attributes.get("doi"))),
        titles=tuple(filter(None, (*(f"{one}: {two}" for one in main for two in subtitles), *main))),
        authors=tuple(name for name in map(_name, as_objects(attributes.get("creators"))) if name.short),
        years=tuple(dict.fromkeys(int(year) for year in years if len(year) == _YEAR_DIGITS and year.isdecimal())),
        journals=(container,) if container else (),
        type=as_text(as_object(attributes.get("types")).get("resourceTypeGeneral")),
    )


def _name(creator: Json) -> Name:
    family, given = as_text(creator.get("familyName")), as_text(creator.get("givenName"))
    if family:
        return Name(family=family, given=given)
    whole = as_text(creator.get("name"))
    family, comma, given = whole.partition(",")
    if comma and as_text(creator.get("nameType")) != "Organizational":
        return Name(family=family.strip(), given=given.strip())
    return Name(literal=whole)
