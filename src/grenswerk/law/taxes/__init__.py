"""What work costs: one folder a state, each with the same small set of functions.

    contributions(wage, person, p)                                     contributions of one insured there
    tax_of_resident(wage, person, insured, abroad, p)                  income tax of a resident
    tax_of_nonresident(wage, person, residence, insured, treated, p)   income tax of a non-resident
    Parameters                                                         the parameters `p` of one tax year

A result is a `NamedTuple` of named amounts in the order of the state's own form. Uniform in all of them:
contributions have `total` (`model.pay.Contributions`); a tax has `tax` (the worker's final income tax, surcharges
included, church tax not), `church_tax`, `credits` (refundable, paid apart), `partner_tax` (the partner's part of
the household's income tax in that state) and, for a non-resident, `treated_as_resident` (asked for and granted).
"""
