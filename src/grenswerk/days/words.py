"""What people write in calendars and spreadsheets, in English, Dutch, French and German.

A text is compared without case, accents and punctuation. `WHOLE` words name an activity when they are the whole
text; `PARTS` name it anywhere in a text, in the order of the table, so that "sick leave" is sickness and "home
office" is telework. The table is shown in docs/day-files.md.
"""

from __future__ import annotations

import re
import unicodedata

from grenswerk.model.days import Activity

PARTS: dict[Activity, tuple[str, ...]] = {
    Activity.SICK: ("sick", "illness", "ziek", "ziekte", "malade", "maladie", "krank", "krankheit", "krankmeldung",
                    "krankschreibung"),
    Activity.GARDEN_LEAVE: ("garden leave", "gardening leave", "vrijgesteld van werk", "dispense d activite",
                            "dispense de preavis", "freistellung", "freigestellt"),
    Activity.HOLIDAY: ("public holiday", "bank holiday", "feestdag", "jour ferie", "feiertag"),
    Activity.LEAVE: ("annual leave", "on leave", "vacation", "day off", "verlof", "vakantie", "adv dag", "conge",
                     "conges", "rtt", "vacances", "urlaub", "gleittag"),
    Activity.ON_CALL_CALLED: ("on call called", "called out", "opgeroepen", "intervention d astreinte",
                              "astreinte avec intervention", "rufbereitschaft mit einsatz"),
    Activity.ON_CALL: ("on call", "stand by duty", "standby duty", "wachtdienst", "bereikbaarheidsdienst", "piket",
                       "astreinte", "rufbereitschaft", "bereitschaftsdienst"),
    Activity.TELEWORK: ("telework", "teleworking", "home office", "homeoffice", "wfh", "work from home",
                        "working from home", "thuiswerk", "thuiswerken", "thuiswerkdag", "telewerk", "telewerken",
                        "teletravail", "travail a domicile", "telearbeit", "heimarbeit", "mobiles arbeiten"),
    Activity.TRAINING: ("training", "training course", "opleiding", "bijscholing", "formation", "schulung",
                        "fortbildung", "weiterbildung"),
    Activity.TRIP: ("business trip", "dienstreis", "zakenreis", "deplacement professionnel", "voyage d affaires",
                    "mission", "dienstreise", "geschaftsreise", "geschaeftsreise"),
    Activity.OFFICE: ("office", "on site", "kantoor", "kantoordag", "bureau", "sur site", "presentiel", "buro",
                      "buero", "prasenztag"),
}  # fmt: skip
WHOLE: dict[Activity, tuple[str, ...]] = {
    Activity.SICK: ("ill", "au", "arret"),
    Activity.HOLIDAY: ("holiday", "ferie"),
    Activity.LEAVE: ("leave", "holidays", "pto", "vrij", "adv", "frei", "ferien"),
    Activity.ON_CALL: ("standby", "stand by", "garde", "bereitschaft"),
    Activity.ON_CALL_CALLED: ("oproep", "intervention", "einsatz"),
    Activity.TELEWORK: ("home", "remote", "thuis", "domicile", "a domicile", "distanciel", "zuhause", "zu hause"),
    Activity.HOME_OTHER: ("home other", "other work at home", "ander werk thuis", "autre travail a domicile",
                          "andere arbeit zu hause"),
    Activity.TRIP: ("trip", "travel", "reis", "deplacement", "reise"),
    Activity.TRAINING: ("course", "cursus", "vorming", "stage", "kurs"),
    Activity.OFFICE: ("work", "werk", "travail", "arbeit", "site", "betrieb", "onsite", "op kantoor", "au bureau"),
    Activity.REST: ("rest", "weekend", "rust", "rustdag", "repos", "ruhetag", "wochenende"),
}  # fmt: skip
STATES: dict[str, tuple[str, ...]] = {
    "NL": ("netherlands", "the netherlands", "nederland", "pays bas", "niederlande"),
    "BE": ("belgium", "belgie", "belgique", "belgien"),
    "DE": ("germany", "duitsland", "allemagne", "deutschland"),
    "LU": ("luxembourg", "luxemburg", "letzebuerg"),
    "FR": ("france", "frankrijk", "frankreich"),
    "CH": ("switzerland", "zwitserland", "suisse", "schweiz"),
    "GB": ("united kingdom", "verenigd koninkrijk", "royaume uni", "grossbritannien", "vereinigtes konigreich"),
    "AT": ("austria", "oostenrijk", "autriche", "osterreich"),
    "IT": ("italy", "italie", "italien"),
    "ES": ("spain", "spanje", "espagne", "spanien"),
}
YES = ("true", "yes", "y", "1", "x", "ja", "j", "oui", "o", "vrai", "wahr", "waar")
NO = ("false", "no", "n", "0", "nee", "non", "nein", "faux", "falsch", "onwaar")

_WORD = re.compile(r"[^a-z0-9]+")
_BY_TEXT = {word: activity for table in (PARTS, WHOLE) for activity, words in table.items() for word in words}
_BY_TEXT |= {activity.value.replace("_", " "): activity for activity in Activity}
_STATE_BY_NAME = {name: state for state, names in STATES.items() for name in names}


def plain(text: str) -> str:
    """The text without case, accents and punctuation: `Télé-travail ` -> `tele travail`."""
    unaccented = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in unaccented if not unicodedata.combining(letter))
    return _WORD.sub(" ", letters).strip()


def activity_of(text: str) -> Activity | None:
    """The activity that the whole text or a part of it names."""
    words = plain(text)
    if words in _BY_TEXT:
        return _BY_TEXT[words]
    padded = f" {words} "
    return next((kind for kind, parts in PARTS.items() if any(f" {part} " in padded for part in parts)), None)


def state_of(text: str) -> str | None:
    """The state that a text is or ends in: `LU`, `Luxemburg`, `12 rue de Lyon, Paris, France`, `Lyon (FR)`."""
    last = re.split(r"[,;/(|\n]", text.rstrip(" ).\n"))[-1].strip()
    if re.fullmatch(r"[A-Z]{2}", last):
        return last
    return _STATE_BY_NAME.get(plain(last))


def activity_words() -> list[str]:
    """Every text that names an activity, for a hint."""
    return list(_BY_TEXT)
