"""French net pay and income tax of N single persons in OpenFisca-France; run by `population.py`.

python openfisca_population.py N      prints the seconds of a warm simulation
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def once(system: FranceTaxBenefitSystem, count: int) -> float:
    """Seconds of one fresh simulation."""
    pay = np.linspace(1_900.0, 8_000.0, count)
    start = time.perf_counter()
    simulation = SimulationBuilder().build_default_simulation(system, count)
    simulation.set_input("date_naissance", "ETERNITY", np.full(count, "1985-01-01", "datetime64[D]"))
    for month in MONTHS:
        simulation.set_input("salaire_de_base", month, pay)
        simulation.set_input("nombre_jours_calendaires", month, np.full(count, 30.0))
    simulation.calculate_add("salaire_net", "2025")
    simulation.calculate("impot_revenu_restant_a_payer", "2025")
    return time.perf_counter() - start


if __name__ == "__main__":
    loaded, persons = FranceTaxBenefitSystem(), int(sys.argv[1])
    once(loaded, 1_000)
    print(statistics.median(once(loaded, persons) for _ in range(2)))
