// Records what the npm package dutch-tax-income-calculator 26.1.3 (MIT) gives for a grid of annual wages.
// In a folder of its own:  npm install dutch-tax-income-calculator@26.1.3  &&  node record.mjs > OUT.csv
// Settings: wage of the year, no holiday-pay split, no ruling, below pension age; `insured` is its socialSecurity switch.
import { SalaryPaycheck } from "dutch-tax-income-calculator";

const ruling = { checked: false, choice: "normal" };
console.log("year,wage,insured,tax,premium,general_credit,labour_credit,levy");
for (const year of [2024, 2025, 2026]) {
  for (const insured of [true, false]) {
    for (let wage = 5000; wage <= 150000; wage += 5000) {
      const salary = { income: wage, allowance: false, socialSecurity: insured, older: false, hours: 40 };
      const pay = new SalaryPaycheck(salary, "Year", year, ruling);
      const amounts = [-pay.payrollTax, -pay.socialTax, pay.generalCredit, pay.labourCredit, -pay.incomeTax];
      console.log([year, wage, insured ? 1 : 0, ...amounts.map((amount) => amount.toFixed(2))].join(","));
    }
  }
}
