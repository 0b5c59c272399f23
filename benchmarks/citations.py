"""The rate of finding and resolving citations, beside eyecite on its own language, in one run.

    pip install -r benchmarks/citations-requirements.txt
    python benchmarks/citations.py --megabytes 100

Both read made-up publications: prose of their own language with citations at the density of a printed paper
(about one in 400 characters). Without eyecite installed only Grenswerk is measured, and that is said.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

PUBLICATION = 200_000  # characters of one publication
PROSE = {
    "nl": (
        "De leden van de commissie hebben met belangstelling kennisgenomen van de beantwoording. ",
        "Zij vragen de regering in te gaan op de gevolgen voor werknemers die in de grensstreek wonen en werken. ",
        "In 2024 ging het om 35.714 personen, van wie 12,5% ten minste 34 dagen per jaar thuis werkte. ",
        "De regering merkt op dat de gesprekken met de buurlanden doorgaan en dat nog geen termijn is te noemen. ",
        "La commission se réjouit de ce que les travailleurs frontaliers puissent travailler à domicile. ",
        "Die Bundesregierung hält an dem Ziel fest, die Lage der Grenzpendler zu verbessern. ",
    ),
    "us": (
        "The court below granted the motion and the petitioner filed a timely notice of appeal. ",
        "We review the decision of the district court for abuse of discretion and its findings for clear error. ",
        "In 2004 there were 35,714 applicants, of whom 12.5 percent had worked for at least 34 days. ",
        "The respondent argues that the law does not reach this conduct and that the claim is therefore barred. ",
    ),
}
CITATIONS = {
    "nl": (
        "Zie Kamerstukken I 2025/2026, 31.585 / 35.714, J, p. 2. ",
        "(Kamerstukken II 2015/16, 34442, nr. 3, p. 7) ",
        "Handelingen II 2010/11, nr. 108, item 5, p. 25-36. ",
        "Dit volgt uit Trb. 2025, 37 en Stcrt. 2025, 15685. ",
        "Ibid., p. 6. ",
        "artikel 13, lid 1, van Verordening (EG) nr. 883/2004 ",
        "HvJ EU 13 september 2017, C-570/15, ECLI:EU:C:2017:674, punt 23. ",
        "BGBl. 2025 II Nr. 270; BT-Drs. 20/10280, S. 4. ",
        "artikel 350 VWEU ",
    ),
    "us": (
        "See Lissner v. Test, 1 U.S. 12, 13 (1999). ",
        "Id. at 15. ",
        "Foo v. Bar, 515 F.2d 1092, 1095 (9th Cir. 1975). ",
        "See 42 U.S.C. § 1983. ",
        "Lissner, 1 U.S., at 14. ",
        "Smith v. Jones, 2 Cal. 4th 123, 130 (1992). ",
        "Mass. Gen. Laws ch. 1, § 2. ",
    ),
}


class Rate(NamedTuple):
    """What one run took: characters, seconds of this process, citations found."""

    characters: int
    seconds: float
    citations: int

    @property
    def megabytes_per_second(self) -> float:
        """Millions of characters a second."""
        return self.characters / self.seconds / 1e6


def publications(language: str, characters: int, seed: int = 8) -> Iterator[str]:
    """Made-up publications of at least `characters` in all; the same for the same seed."""
    chance = random.Random(seed)
    made = 0
    while made < characters:
        pieces: list[str] = []
        length = 0
        while length < min(PUBLICATION, characters):
            for _ in range(chance.randint(2, 5)):
                pieces.append(chance.choice(PROSE[language]))
                length += len(pieces[-1])
            pieces.append(chance.choice(CITATIONS[language]) + ("\n" if chance.random() < 0.3 else ""))
            length += len(pieces[-1])
        text = "".join(pieces)
        made += len(text)
        yield text


def measure(read: Callable[[str], int], language: str, characters: int) -> Rate:
    """The time that `read` takes for publications of its language; making them is not counted."""
    read(next(publications(language, 10_000)))  # what is built once is built before
    seconds, done, found = 0.0, 0, 0
    for text in publications(language, characters):
        begun = time.process_time()
        found += read(text)
        seconds += time.process_time() - begun
        done += len(text)
    return Rate(done, seconds, found)


def grenswerk_reader() -> Callable[[str], int]:
    """Find and resolve with Grenswerk."""
    from grenswerk.dossier.resolve import cite

    return lambda text: len(cite(text))


def eyecite_reader() -> Callable[[str], int]:
    """Find and resolve with eyecite, as its documentation shows, with its default tokenizer."""
    from eyecite import get_citations, resolve_citations  # type: ignore[import-not-found]

    def read(text: str) -> int:
        citations = get_citations(text)
        resolve_citations(citations)
        return len(citations)

    return read


def main() -> int:
    """Measure both and print the rates."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--megabytes", type=float, default=5.0, help="of text for Grenswerk; eyecite reads a tenth"
    )
    arguments = parser.parse_args()
    characters = int(arguments.megabytes * 1e6)
    show("grenswerk", measure(grenswerk_reader(), "nl", characters))
    try:
        name = f"eyecite {version('eyecite')}"
    except PackageNotFoundError:
        print("eyecite is not installed: pip install -r benchmarks/citations-requirements.txt", file=sys.stderr)
        return 0
    show(name, measure(eyecite_reader(), "us", max(100_000, characters // 10)))
    return 0


def show(name: str, rate: Rate) -> None:
    """One line of the result."""
    print(
        f"{name:<16} {rate.characters / 1e6:8.1f} MB {rate.seconds:8.1f} s {rate.megabytes_per_second:6.2f} MB/s "
        f"{rate.citations:>9,} citations",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
