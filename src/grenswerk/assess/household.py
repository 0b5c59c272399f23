"""The person and the household of a worker file, as numbers that a rule can read."""

from __future__ import annotations

from grenswerk.model.pay import (
    AGE_NOT_GIVEN,
    CHILD_AGE_NOT_GIVEN,
    EmployeeClass,
    Partnership,
    Person,
    age_on_1_january,
    age_reached,
)
from grenswerk.model.worker import Employment, EmploymentStatus, HouseholdStatus, Sector, WorkerFile

_PARTNERSHIP = {
    HouseholdStatus.SINGLE: Partnership.SINGLE,
    HouseholdStatus.COUPLE: Partnership.COUPLE,
    HouseholdStatus.COHABITING: Partnership.COHABITING,
}
_CLASS = {
    EmploymentStatus.EMPLOYEE: EmployeeClass.EMPLOYEE,
    EmploymentStatus.MANUAL: EmployeeClass.MANUAL,
    EmploymentStatus.EXECUTIVE: EmployeeClass.EXECUTIVE,
}


def person_of(file: WorkerFile) -> Person:
    """The worker and the household in the tax year; a child's age is that on 1 January."""
    worker, household = file.worker, file.worker.household
    if isinstance(household.children, int):
        ages = [CHILD_AGE_NOT_GIVEN] * household.children
    else:
        ages = [age_on_1_january(file.year, child.birth_year) for child in household.children]
    return Person(
        age=age_reached(file.year, worker.birth_year) if worker.birth_year else AGE_NOT_GIVEN,
        partnership=_PARTNERSHIP[household.status],
        partner_gross=0.0 if household.status is HouseholdStatus.SINGLE else float(household.partner_income),
        children=_under(18, ages),
        children_under_3=_under(3, ages),
        children_under_12=_under(12, ages),
        children_under_21=_under(21, ages),
        children_under_25=_under(25, ages),
        single_parent=household.single_parent,
        church_tax=worker.church_tax,
        municipal_surcharge=-1.0 if worker.municipal_surcharge is None else float(worker.municipal_surcharge),
        other_income=float(worker.other_income),
        alsace_moselle=worker.alsace_moselle,
    )


def class_of(employment: Employment) -> EmployeeClass:
    """The class of the employee; a public body's employees are a class of their own."""
    return EmployeeClass.CIVIL_SERVANT if employment.sector is Sector.PUBLIC else _CLASS[employment.status]


def _under(age: int, ages: list[int]) -> int:
    return sum(child < age for child in ages)
