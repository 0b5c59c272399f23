"""Reports: in every language, complete, with nothing fetched, and every assumption with its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from msgspec.structs import replace

from grenswerk.cli import main
from grenswerk.lab.conclusions import CONCLUSIONS, verdict
from grenswerk.lab.experiment import load_experiment
from grenswerk.lab.files import write_frame
from grenswerk.lab.grid import cells
from grenswerk.lab.margins import Trait, margins
from grenswerk.lab.run import run_experiment, run_sweep
from grenswerk.lab.synthesis import Order
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from grenswerk.render.speech import LANGUAGES, Speech
from tests.lab.explained import explained

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
SMALL = """
title: {en: A small experiment, nl: Een klein experiment, fr: Une petite expérience, de: Ein kleines Experiment}
population: {world: cbs, flows: [BE-NL, NL-DE], size: 30}
reforms: [nl-be-34, below-50]
behaviours: [none, stop_at_limit, toward_wish]
uncertainty: {draws: 2}
sweep: {pairs: [NL-BE], from: 30, to: 40}
"""


def _quiet(_what: str, _part: float) -> None:
    pass


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("lab")
    path = base / "small.yaml"
    path.write_text(SMALL)
    found = {}
    for language in LANGUAGES:
        result = run_experiment(path, base / language, Speech(language), _quiet, engine=explained)
        assert result.holds
        found[language] = base / language
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_everything_in_its_language(folders: dict[str, Path], language: str) -> None:
    page = (folders[language] / "report.html").read_text()
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"\b(?:lab|law)\.[a-z_]+(?:\.[a-z_]+)*\b", page)
    assert not re.findall(r"\{[a-z_]+\}", page)


def test_a_report_fetches_nothing(folders: dict[str, Path]) -> None:
    page = (folders["en"] / "report.html").read_text()
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?[^#"'\s]""", page)
    assert not re.search(r"url\((?!#)|@import", page)


def test_a_reader_who_doubts_a_figure_finds_its_assumption_and_its_source(folders: dict[str, Path]) -> None:
    page = (folders["en"] / "report.html").read_text()
    for flow in margins().chosen("cbs", ["BE-NL", "NL-DE"]):
        for trait in Trait:
            margin = margins().of_trait(trait, flow)
            assert len(margin.shares) == 1 or all(source in page for source in margin.sources)
        for source in (*flow.workers.sources, *flow.regions.sources, *margins().pay_of(flow).sources):
            assert source in page
    for text in ("kst-35714-K", "deming-stephan-1940", "no reaction"):
        assert text in page


def test_the_pdf_and_the_tables_are_there_and_agree(folders: dict[str, Path]) -> None:
    folder = folders["en"]
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    results = pl.read_parquet(folder / "results.parquet")
    sheet = pl.read_excel(folder / "tables.xlsx", sheet_name="results", engine="openpyxl")
    assert sheet.height == results.height
    assert sheet["change"].cast(pl.Float64).sum() == pytest.approx(results["change"].sum(), rel=1e-9)
    swept = pl.read_parquet(folder / "sweep.parquet")
    assert swept["threshold"].unique().sort().to_list() == list(range(30, 41))


def test_a_sweep_leaves_its_table_and_its_plots(tmp_path: Path) -> None:
    order = Order(2026, size=20, world="cbs", flows=("NL-BE",))
    result = run_sweep(
        order,
        ("NL-BE",),
        range(5),
        "none",
        tmp_path / "out",
        speech=Speech("en"),
        progress=_quiet,
        engine=explained,
    )
    assert {path.name for path in result.written} >= {"sweep.parquet", "report.html", "report.pdf", "tables.xlsx"}
    assert (tmp_path / "out" / "report.html").read_text().count("<svg") == 2


@pytest.fixture(scope="module")
def study() -> Any:
    path = EXPERIMENTS / "ey-2024.yaml"
    asked, laws = load_experiment(path)
    assert asked.grid is not None
    small = replace(
        asked.grid,
        gross=[25_000.0, 50_000.0, 100_000.0],
        flows=["NL-BE", "BE-NL", "NL-DE", "DE-NL"],
        households=asked.grid.households[:1],
        home_days=[20, 88, 132],
    )
    return cells(replace(asked, grid=small), Rulebook(reforms=["no-thresholds"]), laws[:2], explained, _quiet)


def test_the_study_and_we_agree_that_a_threshold_mostly_costs_net_pay(study: pl.DataFrame) -> None:
    assert verdict("less_net", study).agrees


def test_the_study_and_we_agree_that_employer_cost_moves_only_with_the_insuring_state(study: pl.DataFrame) -> None:
    found = verdict("employer_cost", study)
    assert found.agrees
    assert found.facts["cells"] > 0


def test_the_study_and_we_agree_that_34_days_are_favourable_to_the_dutch_budget(study: pl.DataFrame) -> None:
    assert verdict("dutch_budget", study).agrees


def test_with_germany_taxation_in_two_states_adds_duties_and_with_belgium_our_list_stays_the_same(
    study: pl.DataFrame,
) -> None:
    german = study.filter(pl.col("flow").is_in(["NL-DE", "DE-NL"]))
    assert verdict("two_states_more_duties", german).agrees
    assert not verdict("two_states_more_duties", study.filter(pl.col("flow").is_in(["NL-BE", "BE-NL"]))).agrees


def test_every_conclusion_has_its_words(study: pl.DataFrame) -> None:
    for language in LANGUAGES:
        speech = Speech(language)
        for name in CONCLUSIONS:
            assert speech.knows(f"lab.conclusion.{name}")
            assert speech.knows(f"lab.conclusion.{name}.differs")
            text = speech.say(f"lab.conclusion.{name}.found", dict(verdict(name, study).facts))
            assert "{" not in text
    with pytest.raises(BadInput, match='did you mean "less_net"'):
        verdict("les_net", study)


def test_a_population_can_be_written_and_its_fit_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "people.parquet"
    fit = tmp_path / "fit.csv"
    arguments = [
        "lab",
        "population",
        "--world",
        "cbs",
        "--size",
        "100",
        "--seed",
        "4",
        "--fit",
        str(fit),
        str(out),
    ]
    assert main(arguments) == 0
    assert "BE-NL (cbs): 44,000 workers" in capsys.readouterr().out
    assert pl.read_parquet(out).height == 100
    assert set(pl.read_csv(fit)["margin"].unique()) >= {"workers", "region", "wish", "household"}


def test_the_reforms_that_come_with_the_law_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "reforms", "--lang", "nl"]) == 0
    printed = capsys.readouterr().out
    for name in ("nl-be-34", "benelux-34", "ss-25", "share-40", "below-50", "nl-de-more", "lu-fr-25", "lu-fr-40"):
        assert name in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["population", "people.json"], ".parquet, .csv, .xlsx"),
        (["population", "--size", "ten", "p.csv"], "whole number"),
        (["population", "--year", "2019", "p.csv"], "2024 to 2026"),
        (["sweep", "--from", "50", "--to", "20"], "in order"),
        (["run", "nothing.yaml"], "no such file"),
    ],
)
def test_a_wrong_argument_is_refused_in_one_line(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["lab", *arguments]) == 2
    error = capsys.readouterr().err.strip()
    assert said in error
    assert "\n" not in error


def test_a_table_with_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="expected a name that ends in"):
        write_frame(tmp_path / "table.json", pl.DataFrame({"a": [1]}))
