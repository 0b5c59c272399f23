"""One French worker through OpenFisca-France, run by `peers.py` in OpenFisca's own environment.

python openfisca_case.py [WARM_RUNS]      prints the median seconds of a warm run when asked for
"""

from __future__ import annotations

import statistics
import sys
import time

from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
CASE = {
    "individus": {
        "worker": {
            "date_naissance": {"ETERNITY": "1985-01-01"},
            "salaire_de_base": dict.fromkeys(MONTHS, 5000),
            "nombre_jours_calendaires": dict.fromkeys(MONTHS, 30),
        }
    },
    "foyers_fiscaux": {"tax": {"declarants": ["worker"]}},
    "menages": {"home": {"personne_de_reference": ["worker"]}},
    "familles": {"family": {"parents": ["worker"]}},
}


def once(system: FranceTaxBenefitSystem) -> float:
    """Seconds of one computation: net pay of the year and income tax, in a fresh simulation."""
    start = time.perf_counter()
    simulation = SimulationBuilder().build_from_entities(system, CASE)
    simulation.calculate_add("salaire_net", "2025")
    simulation.calculate("impot_revenu_restant_a_payer", "2025")
    return time.perf_counter() - start


if __name__ == "__main__":
    loaded = FranceTaxBenefitSystem()
    once(loaded)
    if len(sys.argv) > 1:
        print(statistics.median(once(loaded) for _ in range(int(sys.argv[1]))))
