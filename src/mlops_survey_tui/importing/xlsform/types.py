"""What the types of rows mean: the usual name of each, and the list it takes its choices from."""

from __future__ import annotations

import re
from dataclasses import dataclass

ALIASES = {
    "string": "text", "int": "integer", "dec": "decimal", "trigger": "acknowledge", "date_time": "datetime",
    "calculation": "calculate", "phone_number": "text", "number": "decimal", "double": "decimal", "long": "integer",
    "q_string": "text", "q_int": "integer", "q_date": "date", "q_note": "note", "q_decimal": "decimal",
    "select_all_that_apply": "select_multiple", "photo": "image", "location": "geopoint", "gps": "geopoint",
    "q_geopoint": "geopoint", "q_image": "image", "q_audio": "audio", "q_video": "video", "rating": "range",
    "yes_or_no_question": "yes_no", "percentage": "percentage", "decimal_number": "decimal",
}  # fmt: skip
METADATA = frozenset(
    {"start", "end", "today", "deviceid", "device_id", "subscriberid", "simserial", "phonenumber", "username", "email",
     "audit", "start_time", "end_time", "start-geopoint", "imei", "uri:deviceid", "uri:subscriberid", "uri:simserial",
     "uri:phonenumber", "uri:username", "uri:email", "get_today", "get_start_time", "get_end_time", "get_device_id",
     "get_sim_id", "get_subscriber_id", "get_phone_number", "sim_id", "subscriber_id", "background-audio", "hidden",
     "xml-external", "csv-external", "include", "property"}
)  # fmt: skip
"""Types that ask nothing of anybody."""
NOT_ASKED_HERE = {
    "geopoint": "positions are not asked", "geotrace": "positions are not asked", "geoshape": "positions are not asked",
    "image": "files are not taken", "audio": "files are not taken", "video": "files are not taken",
    "file": "files are not taken", "barcode": "codes are not scanned", "osm": "maps are not edited",
    "select_one_external": "its choices are on a sheet of their own",
    "select_multiple_external": "its choices are on a sheet of their own",
}  # fmt: skip
"""Types that are left out, and why."""
_SELECT = re.compile(
    r"(?:add )?(?:(?P<one>select[ _]?one(?: from)?|select1|select one prompt using)"
    r"|(?P<many>select[ _]multiple(?: from)?|select all that apply(?: from)?|select_multiple|select)"
    r"|(?P<rank>rank))\s+(?P<list>\S+(?: \S+)*?)(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
_FROM_FILE = re.compile(r"select_(?P<what>one|multiple)_from_file\s+(?P<file>\S+)", re.IGNORECASE)
_WITHOUT_LIST = re.compile(r"select_(?:one|multiple)_external\b|select (?:one|multiple) external", re.I)


@dataclass(frozen=True, slots=True)
class RowType:
    """The usual name of a row's type, its list, and whether "other" is added to it."""

    name: str
    list: str = ""
    other: bool = False


def row_type(written: str) -> RowType:
    """Return what the type cell of a row means."""
    text = " ".join(written.split())
    in_file = _FROM_FILE.fullmatch(text)
    if in_file:
        return RowType(f"select_{in_file['what'].lower()}", in_file["file"])
    external = _WITHOUT_LIST.match(text)
    if external:
        return RowType(external.group(0).lower().replace(" ", "_"))
    match = _SELECT.fullmatch(text)
    if match:
        name = "select_one" if match["one"] else "rank" if match["rank"] else "select_multiple"
        return RowType(name, match["list"], match["other"] is not None)
    name = re.sub(r"^add (.*) prompt$", r"\1", text.lower()).replace(" ", "_")
    return RowType(ALIASES.get(name, name))
