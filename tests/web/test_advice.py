"""An adviser's clients: nothing without consent, notes that nobody overwrites, and who reads it all afterwards."""

from __future__ import annotations

import datetime as dt
import re
import string
from typing import Any, NamedTuple

import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client as Browser
from django.utils.timezone import localdate

from grenswerk.render.speech import LANGUAGES, LOCALE
from grenswerk.web.advice.given_days import Form
from grenswerk.web.advice.models import Client, ClientYear, Consent, NextDate, Note, Scope
from grenswerk.web.advice.retention import to_delete
from grenswerk.web.advice.views_clients import ORDERS
from grenswerk.web.advice.years import recount
from grenswerk.web.audit.models import Entry
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FILE = """\
year: 2026
worker: {residence: DE, birth_year: 1981, household: {status: couple, children: [{birth_year: 2012}]}}
employments:
  - id: main
    employer_state: NL
    gross_pay: 71000
    posting: {state: FR, expected_months: 6}
    telework: {status: voluntary, office_available: true}
days:
  counts: {work: 180, home: 30, third: {FR: 2}}
"""


class Office(NamedTuple):
    """An adviser's office with one client, Ana, and the browser of an adviser in it."""

    organisation: Organisation
    adviser: User
    browser: Browser
    here: str  # the address of its clients
    ana: Client

    def page(self, address: str, **data: Any) -> tuple[int, str]:
        """What an address of Ana's file answers; `data` is posted."""
        path = f"{self.here}{self.ana.pk}/{address}"
        answer = self.browser.post(path, data, follow=True) if data else self.browser.get(path)
        text = "" if answer["Content-Type"] == "application/pdf" else answer.content.decode()
        return answer.status_code, text


def browser_of(person: User) -> Browser:
    browser = Browser(headers={"host": "localhost"})
    browser.force_login(person, backend=BACKEND)
    return browser


@pytest.fixture
def office(db: None) -> Office:  # noqa: ARG001
    """Grensinfopunt, where Daan advises Ana 🌷, of whom only the name and the address are known."""
    organisation = Organisation.objects.create(name="Grensinfopunt 🌉", kind=Kind.ADVISER)
    daan = User.objects.create_user(username="daan", email="daan@example.org", password="three-days-at-home")
    Membership.objects.create(organisation=organisation, person=daan, role=Role.HR)
    ana = Client.objects.create(
        organisation=organisation,
        name="Ana 🌷 #let x = 1",
        mail="claire@example.org",
        reference="2026/7",
        language="nl",
    )
    return Office(organisation, daan, browser_of(daan), f"/en/organisations/{organisation.pk}/clients/", ana)


@pytest.fixture
def consented(office: Office) -> Office:
    """The same with Ana's consent on paper, and her year 2026."""
    given = {"how": "paper", "given_on": str(localdate()), "note": "folder 7", "archive": "on"}
    status, page = office.page("consent/record/", **given, ends=str(localdate() + dt.timedelta(days=365)))
    assert status == 200, page
    status, page = office.page("new/file/", text=FILE)
    assert status == 200
    assert ClientYear.objects.count() == 1, page
    return office


FACTS_ADDRESSES = (
    "new/", "new/file/", "2026/", "2026/facts/", "2026/file/", "2026/compare/", "2026/dossier/", "2026/notes/tax/",
    "2026/archive/1/", "2026/archive/1/pdf/",
)  # fmt: skip


def _nothing_opens(office: Office) -> None:
    for address in FACTS_ADDRESSES:
        status, page = office.page(address)
        assert status == 403, address
        assert "71000" not in page
    for address, data in (
        ("new/file/", {"text": FILE}),
        ("2026/file/", {"text": FILE, "seen": "1"}),
        ("2026/notes/tax/write/", {"text": "seen anyway", "seen": "0"}),
        ("2026/close/", {"as_of": str(localdate())}),
        ("2026/correct/", {"reason": "because"}),
    ):
        assert office.page(address, **data)[0] == 403, address
    shown = office.page("")[1] + office.browser.get(office.here).content.decode()
    assert "DE-NL" not in shown


def test_without_consent_nothing_of_a_client_is_entered_opened_or_computed(office: Office) -> None:
    _nothing_opens(office)
    assert not ClientYear.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_client_reads_gives_and_withdraws_consent_by_the_link_of_his_mail(office: Office) -> None:
    ends = str(localdate() + dt.timedelta(days=365))
    assert office.page("consent/ask/", ends=ends, archive="on")[0] == 200
    sent = str(mail.outbox[-1].body)
    assert mail.outbox[-1].to == ["claire@example.org"]
    assert "geef Grensinfopunt 🌉 toestemming" in sent
    link = re.search(r"http://localhost(/nl/consent/(\S+)/)", sent)
    assert link
    assert not Consent.objects.filter(hash__contains=link[2]).exists()
    visitor = Browser(headers={"host": "localhost"})
    page = visitor.get(link[1]).content.decode()
    assert "Ana 🌷" in page
    assert "Ik geef toestemming" in page
    _nothing_opens(office)
    assert visitor.post(link[1], {"answer": "give"}, follow=True).status_code == 200
    assert visitor.post(link[1], {"answer": "give"}).status_code == 409
    consent = Consent.objects.get()
    assert (consent.how, consent.given_on, consent.recorded_by) == ("link", localdate(), None)
    assert office.page("new/file/", text=FILE)[0] == 200
    assert ClientYear.objects.count() == 1
    assert visitor.post(link[1], {"answer": "withdraw"}, follow=True).status_code == 200
    _nothing_opens(office)
    assert Client.objects.get().closed
    assert "consent_withdrawn" in Entry.objects.values_list("action", flat=True)
    assert office.page("consent/ask/", ends=ends)[0] == 422, "a file that was closed is not opened again"


@pytest.mark.django_db(transaction=True)
def test_who_declines_is_not_asked_twice_by_the_same_link_and_a_wrong_link_is_nothing(office: Office) -> None:
    office.page("consent/ask/", ends=str(localdate() + dt.timedelta(days=365)))
    link = re.search(r"http://localhost(\S+)", str(mail.outbox[-1].body))
    assert link
    visitor = Browser(headers={"host": "localhost"})
    assert visitor.post(link[1], {"answer": "decline"}, follow=True).status_code == 200
    assert visitor.post(link[1], {"answer": "give"}).status_code == 409
    assert visitor.get("/nl/consent/not-a-secret/").status_code == 404
    _nothing_opens(office)


@pytest.mark.django_db(transaction=True)
def test_a_client_withdraws_a_consent_on_paper_by_the_link_of_its_copy(consented: Office) -> None:
    assert mail.outbox[-1].to == ["claire@example.org"]
    link = re.search(r"http://localhost(\S+)", str(mail.outbox[-1].body))
    assert link
    visitor = Browser(headers={"host": "localhost"})
    assert visitor.post(link[1], {"answer": "withdraw"}, follow=True).status_code == 200
    assert visitor.post(link[1], {"answer": "give"}).status_code == 409
    _nothing_opens(consented)
    assert Consent.objects.get().withdrawn_by is None
    data = {"name": "Ana", "mail": "someone@example.org", "reference": "", "language": "nl"}
    assert consented.page("edit/", **data)[0] == 409, "a closed file is not changed any more"
    assert Client.objects.get().mail == "claire@example.org"


def test_a_consent_that_has_ended_opens_nothing_until_it_is_given_anew(consented: Office) -> None:
    Consent.objects.update(ends=localdate() - dt.timedelta(days=1))
    _nothing_opens(consented)
    given = {"how": "in_person", "given_on": str(localdate()), "note": "at the desk"}
    consented.page("consent/record/", **given, ends=str(localdate() + dt.timedelta(days=30)))
    assert consented.page("2026/")[0] == 200


@pytest.mark.django_db(transaction=True)
def test_a_consent_that_was_never_answered_and_has_ended_says_so_and_offers_no_button(office: Office) -> None:
    office.page("consent/ask/", ends=str(localdate() + dt.timedelta(days=365)))
    link = re.search(r"http://localhost/nl(\S+)", str(mail.outbox[-1].body))
    assert link
    Consent.objects.update(ends=localdate() - dt.timedelta(days=1))
    visitor = Browser(headers={"host": "localhost"})
    page = visitor.get(f"/en{link[1]}").content.decode()
    assert "could be answered is over" in page
    assert 'name="answer"' not in page
    assert "advice.how." not in page
    Consent.objects.update(given_on=localdate() - dt.timedelta(days=9), how=Consent.How.LINK)
    assert 'value="withdraw"' in visitor.get(f"/en{link[1]}").content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ends", "2020-01-01"),
        ("ends", "2099-01-01"),
        ("given_on", "2099-01-01"),
        ("how", "by_guess"),
        ("note", ""),
    ],
)
def test_a_consent_that_cannot_be_is_not_recorded(office: Office, name: str, value: str) -> None:
    given = {"how": "paper", "given_on": str(localdate()), "note": "folder 7"}
    given["ends"] = str(localdate() + dt.timedelta(days=30))
    assert office.page("consent/record/", **{**given, name: value})[0] == 422
    assert not Consent.objects.exists()


def test_an_adviser_withdraws_for_a_client_who_says_so_and_retention_deletes_the_file(consented: Office) -> None:
    consented.page("consent/withdraw/", really="yes")
    assert Consent.objects.get().withdrawn_by == consented.adviser
    _nothing_opens(consented)
    assert not to_delete().exists()
    assert list(to_delete(localdate() + dt.timedelta(days=32))) == [consented.ana]


def test_a_name_without_consent_and_a_file_whose_consent_ended_long_ago_are_deleted(office: Office) -> None:
    assert not to_delete(localdate() + dt.timedelta(days=100)).exists()
    assert to_delete(localdate() + dt.timedelta(days=200)).get() == office.ana
    given = {"how": "paper", "given_on": str(localdate()), "note": "folder 7"}
    office.page("consent/record/", **given, ends=str(localdate() + dt.timedelta(days=100)))
    assert not to_delete(localdate() + dt.timedelta(days=400)).exists()
    assert to_delete(localdate() + dt.timedelta(days=500)).get() == office.ana


def test_the_assessment_stands_on_the_page_with_notes_beside_its_parts(consented: Office) -> None:
    note = "He keeps the card. <script>alert(1)</script>\n\nSecond 🌷 line."
    status, page = consented.page("2026/notes/insurance/write/", text=note, seen="0")
    assert status == 200
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "daan@example.org" in page
    assert "30 of 34" in page or "2 days" in page or "32" in page
    consented.page("2026/notes/insurance/write/", text="He lost the card.", seen="1")
    shown = consented.page("2026/notes/insurance/")[1]
    assert "He lost the card." in shown
    assert "He keeps the card." in shown
    assert [note.version for note in Note.objects.order_by("version")] == [1, 2]


def test_a_note_or_facts_that_somebody_else_changed_in_between_are_not_overwritten(consented: Office) -> None:
    consented.page("2026/notes/tax/write/", text="mine", seen="0")
    status, page = consented.page("2026/notes/tax/write/", text="from an old window", seen="0")
    assert status == 409
    assert "from an old window" in page, "what was written is not lost"
    assert Note.objects.get().text == "mine"
    other = FILE.replace("71000", "72000")
    assert consented.page("2026/file/", text=other, seen="1")[0] == 200
    assert consented.page("2026/file/", text=FILE, seen="1")[0] == 409
    assert ClientYear.objects.get().facts["employments"][0]["gross_pay"] == 72000


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("employer_state: NL", "employer_state: XX", "text:5: employments[0].employer_state is &quot;XX&quot;"),
        ("year: 2026", "year: 2025", "text: year is 2025: expected 2026"),
        ("counts: {work: 180, home: 30, third: {FR: 2}}", "log: /etc/passwd", "days.log is the name of a file"),
        ("gross_pay: 71000", "gross_pai: 71000", "unknown key &quot;gross_pai&quot;"),
        ("home: 30", "home: 3000", "days.counts.home is 3000"),
        ("worker:", "worker: [", "is not YAML"),
    ],
)
def test_a_worker_file_that_is_wrong_is_refused_in_one_line(
    consented: Office, old: str, new: str, said: str
) -> None:
    status, page = consented.page("2026/file/", text=FILE.replace(old, new), seen="1")
    assert status == 422
    assert said in page.replace("&#x27;", "'")
    assert ClientYear.objects.get().version == 1


def test_answers_on_the_page_leave_what_the_page_does_not_ask(consented: Office) -> None:
    page = consented.page("2026/facts/")[1]
    data = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    data |= {
        name: value for value, name in re.findall(r'value="([^"]*)"[^>]* name="([^"]+)"', page) if name not in data
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = chosen[1] if chosen else ""
    data.pop("csrfmiddlewaretoken", None)
    data["e0-pay"], data["e0-days-home"] = "75000", "31"
    status, page = consented.page("2026/facts/", **data)
    assert status == 200, page
    facts = ClientYear.objects.get().facts
    employment = facts["employments"][0]
    assert employment["gross_pay"] == 75000
    assert employment["posting"] == {"state": "FR", "expected_months": 6}
    assert facts["worker"]["household"]["children"] == [{"birth_year": 2012}]
    assert facts["days"] == {"counts": {"work": 180, "home": 31, "third": {"FR": 2}}}


def test_a_year_is_begun_by_answering_three_questions_and_the_days(office: Office) -> None:
    given = {"how": "paper", "given_on": str(localdate()), "note": "folder 7"}
    office.page("consent/record/", **given, ends=str(localdate() + dt.timedelta(days=30)))
    data = {
        "sent": "1",
        "year": "2025",
        "residence": "FR",
        "e0-employer": "BE",
        "e0-id": "",
        "days_form": "pattern",
    }
    assert office.page("new/", **{**data, "e0-employer": ""})[0] == 422
    assert office.page("new/", **data, **{"e0-days-home_per_week": "9"})[0] == 422
    assert office.page("new/", **data, **{"e0-days-home_per_week": "1"})[0] == 200
    facts = ClientYear.objects.get(year=2025).facts
    assert facts["employments"] == [{"id": "main", "employer_state": "BE"}]
    assert facts["days"] == {"pattern": {"home_per_week": 1}}
    assert office.page("new/", **data, **{"e0-days-home_per_week": "1"})[0] == 422, "it was begun already"


def test_the_days_of_two_employments_are_kept_by_their_ids(consented: Office) -> None:
    data = {
        "seen": "1", "residence": "DE", "days_form": "counts",
        "e0-id": "main", "e0-employer": "NL", "e0-days-work": "100", "e0-days-home": "20",
        "e1-id": "second", "e1-employer": "DE", "e1-days-work": "50.5", "e1-days-home": "0",
    }  # fmt: skip
    status, page = consented.page("2026/facts/", **data)
    assert status == 200, page
    days = ClientYear.objects.get().facts["days"]["counts"]
    assert days == {"main": {"work": 100, "home": 20, "third": {"FR": 2}}, "second": {"work": 50.5, "home": 0}}


def test_the_comparison_shows_where_other_home_days_tip(consented: Office) -> None:
    status, page = consented.page("2026/compare/")
    assert status == 200
    assert "<svg" in page
    assert 'class="points"' in page


def test_the_list_finds_sorts_and_counts_without_reckoning(
    consented: Office, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = ClientYear.objects.get()
    for number in range(99):
        client = Client.objects.create(
            organisation=consented.organisation, name=f"Client {number:02}", reference=f"r{number}", language="de"
        )
        if number % 3:
            Consent.objects.create(
                client=client, text="-", language="de", scope=["facts"], ends=localdate() + dt.timedelta(days=90),
                given_on=localdate(), hash=f"{number:064}", link_ends=Consent.objects.first().link_ends,  # type: ignore[union-attr]
            )  # fmt: skip
        one = ClientYear.objects.create(
            client=client, year=2026, facts=year.facts, nearness=number / 100, headline=year.headline
        )
        NextDate.objects.create(
            year=one, due=localdate() + dt.timedelta(days=number), code="a1_request", state="DE", who="worker"
        )

    def nothing(*_: Any) -> None:
        raise AssertionError("the list computes nothing")

    monkeypatch.setattr("grenswerk.web.assessing.assess", nothing)
    with django_assert_max_num_queries(12):
        page = consented.browser.get(consented.here, {"order": "nearness"}).content.decode()
    names = re.findall(r"<th scope=\"row\"><a [^>]*>(Client \d\d|Ana)", page)
    assert len(names) == 50
    assert names[:3] == ["Client 98", "Client 97", "Client 95"], "nearest first; nobody's facts without consent"
    assert "Ana" in names[3:5]
    found = consented.browser.get(consented.here, {"q": "r42"}).content.decode()
    assert "Client 42" in found
    assert "Client 43" not in found
    without = consented.browser.get(consented.here, {"consent": "none"}).content.decode()
    assert "Client 03" in without
    assert "Client 04" not in without
    with django_assert_max_num_queries(12):
        dates = consented.browser.get(f"{consented.here}dates/").content.decode()
    assert "Client 59" in dates
    assert "Client 61" not in dates
    assert "Client 03" not in dates, "without consent nobody's dates are shown"


def test_numbers_of_another_law_are_reckoned_anew_and_never_without_consent(consented: Office) -> None:
    assert consented.page("2026/")[0] == 200
    before = ClientYear.objects.values().get()
    ClientYear.objects.update(law="older", headline={}, nearness=None)
    NextDate.objects.all().delete()
    Consent.objects.update(withdrawn=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert recount() == 0
    Consent.objects.update(withdrawn=None)
    call_command("recount_clients", verbosity=0)
    assert ClientYear.objects.values().get() == before
    assert NextDate.objects.exists()
    assert recount() == 0


@pytest.mark.parametrize("name", ["e1x-pay", "e²-pay", "e99999999999-pay", "e-", "e"])
def test_a_field_that_no_page_has_is_no_error(consented: Office, name: str) -> None:
    assert consented.page("2026/facts/", **{name: "1", "seen": "9" * 5000})[0] in (409, 422)
    assert consented.page("2026/notes/tax/write/", text="a\0b", seen="0")[0] == 200
    assert Note.objects.get().text == "a b"
    assert consented.browser.get(consented.here, {"q": "\0"}).status_code == 200


def test_who_opened_the_file_is_read_by_the_client_and_by_nobody_else(consented: Office, claire: User) -> None:
    consented.page("2026/")
    page = browser_of(claire).get("/en/mylog/").content.decode()
    assert "opened 2026 of client file" in page
    assert "daan@example.org" in page
    stranger = User.objects.create_user(username="eve", email="claire@example.org", password="three-days-at-home")
    assert "client file" not in browser_of(stranger).get("/en/mylog/").content.decode(), "an address not confirmed"


def test_a_viewer_reads_and_an_owner_deletes(consented: Office) -> None:
    viewer = User.objects.create_user(username="vera", email="vera@example.org", password="three-days-at-home")
    Membership.objects.create(organisation=consented.organisation, person=viewer, role=Role.VIEWER)
    own = consented._replace(browser=browser_of(viewer))
    assert own.page("2026/")[0] == 200
    assert "note-tax" not in own.page("2026/")[1]
    assert own.page("2026/notes/tax/write/", text="x", seen="0")[0] == 403
    assert consented.page("delete/", really="yes")[0] == 403
    Membership.objects.filter(person=consented.adviser).update(role=Role.OWNER)
    assert consented.page("delete/", really="yes")[0] == 200
    assert not Client.objects.exists()


def test_two_clients_of_an_office_do_not_share_a_reference(office: Office) -> None:
    data = {"name": "Ben\r\nBcc: x@example.org", "mail": "", "reference": "2026/7", "language": "de"}
    assert office.browser.post(f"{office.here}new/", data).status_code == 422
    assert office.browser.post(f"{office.here}new/", {**data, "reference": "2026/8"}).status_code == 302
    assert Client.objects.get(reference="2026/8").name == "Ben Bcc: x@example.org"


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_every_page_of_a_client_speaks_and_shows_no_code(consented: Office, language: str) -> None:
    consented.page("2026/close/", as_of=str(localdate()))
    here = consented.here.replace("/en/", f"/{language}/")
    pages = (
        "",
        "consent/",
        "edit/",
        "new/",
        "new/file/",
        "2026/",
        "2026/compare/",
        "2026/notes/tax/",
        "2026/archive/1/",
    )
    for address in ("new/", "dates/", "", *(f"{consented.ana.pk}/{page}" for page in pages)):
        answer = consented.browser.get(here + address)
        assert answer.status_code == 200, address
        text = re.sub(r'(?:href|src|action|content)="[^"]*"', "", answer.content.decode())
        found = re.findall(
            r"\b(?:web|advice|audit|organisations|page|duties|margins|compare)\.[a-z_]+[a-z_.]*\b", text
        )
        assert not found, address


def _texts(language: str) -> dict[str, tuple[str, ...]]:
    with (LOCALE / language / "LC_MESSAGES" / "advice.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    return {
        str(message.id if isinstance(message.id, str) else message.id[0]): (message.string,)
        if isinstance(message.string, str)
        else tuple(message.string)
        for message in messages
    }


def test_the_texts_of_the_room_are_complete_in_four_languages() -> None:
    english = _texts("en")
    for language in LANGUAGES:
        texts = _texts(language)
        assert texts.keys() == english.keys(), language
        for code, forms in texts.items():
            assert all(forms), (language, code)
            fields = [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]
            assert fields[-1] == {name for _, name, _, _ in string.Formatter().parse(english[code][-1]) if name}, (
                code
            )
    web = LOCALE.parent / "web"
    asked: set[str] = set()
    for path in (*web.glob("templates/**/*.html"), *web.glob("advice/*.py"), *web.glob("paper/*.py")):
        asked |= set(re.findall(r"""['"](advice\.[a-z0-9_.]*[a-z0-9])['"]""", path.read_text()))
    assert len(asked) > 80
    asked |= {f"advice.state.{state.value}" for state in Consent.State} | {"advice.state.none"}
    asked |= {f"advice.how.{how.value}" for how in Consent.How} | {
        f"advice.scope.{scope.value}" for scope in Scope
    }
    asked |= {f"advice.part.{part.value}" for part in Note.Part} | {f"advice.order.{order}" for order in ORDERS}
    asked |= {f"advice.language.{code}" for code in LANGUAGES} | {f"advice.days.{form.value}" for form in Form}
    assert asked - english.keys() == set()
