"""Made-up printouts in many layouts and date styles, each with the facts expected by hand. A fact that is absent is not taken."""

DAY = {"on": "2026-09-14", "alarm_date": "2026-12-29"}
FULL = {**DAY, "filled_ml": "18.6", "strength_mcg_per_ml": "2000", "dose_mcg_per_day": "285.4"}

WHOLE = [
    ("Date of refill: 14 Sep 2026\nAlarm date: 29 Dec 2026", DAY),
    ("Date of refill: 2026-09-14\nLow reservoir alarm date: 2026-12-29", DAY),
    ("REFILLED ON: September 14, 2026\nLOW RESERVOIR ALARM DATE: December 29, 2026", DAY),
    ("Refilled on 14 Sep 2026\nAlarm date 29 Dec 2026", DAY),
    ("Refilled on\t14 Sep 2026\nAlarm date\t29 Dec 2026", DAY),
    ("Refilled on   14 Sep 2026     Alarm date   29 Dec 2026", {}),  # nothing says to which of two labels a value belongs
    ("Refilled on: 14 Sep 2026     Alarm date: 29 Dec 2026", DAY),
    ("Refilled on: 14 Sep 2026\nAlarm date: 29 Dec 2026\nBaclofen 2000 mcg/mL", DAY),
    ("| Refilled on | 14 Sep 2026 |\n| Alarm date | 29 Dec 2026 |", DAY),
    ("Refilled on ........ 14 Sep 2026\nAlarm date ......... 29 Dec 2026", DAY),
    ("Refilled on = 14 Sep 2026\nAlarm date = 29 Dec 2026", DAY),
    ("Refilled on\n14 Sep 2026\nAlarm date\n29 Dec 2026", DAY),
    ("Refilled on:\n\n14 Sep 2026\n\nAlarm date:\n\n29 Dec 2026", DAY),
    ("- Refilled on: 14 Sep 2026\n- Alarm date: 29 Dec 2026", DAY),
    ("Date of refill: 09/14/2026\nAlarm date: 12/29/2026", DAY),
    ("Date of refill: 14.9.2026\nAlarm date: 29.12.2026", DAY),
    ("Date of refill: Monday, 14 September 2026\nAlarm date: Tuesday, 29 December 2026", DAY),
    ("Date of refill: 14-Sep-2026\nAlarm date: 29-DEC-2026", DAY),
    ("Date of refill: 14th of September 2026 10:32 AM\nAlarm date: 29 Dec 2026", DAY),
    ("Low reservoir alarm: 29 Dec 2026\nLow reservoir alarm: 2 mL", {"alarm_date": "2026-12-29", "alarm_volume_ml": "2"}),
    (
        "Date of refill: 14 Sep 2026\nAlarm date: 29 Dec 2026\nVolume put in: 18.6 mL\nConcentration: 2000 mcg/mL\nDaily dose: 285.4 mcg",
        FULL,
    ),
    ("Concentration: 2 mg/mL\nDose: 0.2854 mg/day", {"strength_mcg_per_ml": "2000", "dose_mcg_per_day": "285.4"}),
    ("Concentration (mcg/mL): 2000\nDaily dose (mcg/day): 285.4", {"strength_mcg_per_ml": "2000", "dose_mcg_per_day": "285.4"}),
    ("Drug: Baclofen 2,000.0 mcg/mL\nDose: 285.4 \u00b5g/day", {"strength_mcg_per_ml": "2000", "dose_mcg_per_day": "285.4"}),
    ("Drug: Baclofen\nStrength: 500 micrograms/mL", {"strength_mcg_per_ml": "500"}),
    ("Pump model: SynchroMed II   Serial number: NGP123456H", {"model": "SynchroMed II", "serial": "NGP123456H"}),
    ("Reservoir size: 20 mL\nAlarm volume: 2.0 mL", {"reservoir_ml": "20", "alarm_volume_ml": "2"}),
    ("Session date: 14 Sep 2026\nERI: 34 months", {"visit": "2026-09-14", "eri_months": "34"}),
    ("Estimated replacement date: 14 Jul 2029", {"replace_by": "2029-07-14"}),
    ("Refill by: 19 Dec 2026", {"refill_by": "2026-12-19"}),
    ("Next appointment: 15 Dec 2026 at 10:30", {"appointment": "2026-12-15"}),
    ("Drug 1: Baclofen\nDrug 2: none\nFlex: off\nDose per day: 285.4 mcg", {"dose_mcg_per_day": "285.4"}),
]
BROKEN = [
    ("Low reservoir alarm date: 29 Dec 2026\nREVISED low reservoir alarm date: 19 Dec 2026", {}),
    ("ERI: >34 months\nPump: filled 18.6 mL", {}),
    ("Alarm date: 03/04/2026", {}),
    ("Alarm date: 31 Feb 2026", {}),
    ("Alarm date: 29 Dec 2026\nAlarm date: 19 Dec 2026", {}),
    ("29 Dec 2026\nAlarm date\n14 Sep 2026\nRefilled on", {}),
    ("Alarm date\nRefilled on\n29 Dec 2026\n14 Sep 2026", {}),
    ("Concentration: 2000\nDose: 285.4 mcg", {}),
    ("Dose: 11.9 mcg/h\nVolume: 18.6 mL", {}),
    ("Previous settings\nAlarm date: 1 Sep 2026\nDaily dose: 250 mcg", {}),
    ("Drug: Baclofen\nDrug 2: Morphine 10 mg/mL\nConcentration: 2000 mcg/mL\nDaily dose: 285.4 mcg", {}),
    ("Infusion mode: Flex\nDaily dose: 285.4 mcg\nNext refill: 19 Dec 2026\nRefill date: 14 Sep 2026", {}),
    ("Alarm date: in 106 days\nRefill by: 12/29/26\nDaily dose: 250 mcg  285.4 mcg", {}),
    ("Concentration (mcg/mL): 2 mg/mL\nVolume put in: 18,6 mL\nAlarm date: Monday 29 Dec 2026", {}),
]
