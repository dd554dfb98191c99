"""An OpenFisca pack of one tariff (F1) and one waiver (F2), the smallest that does what the bench compares."""

from pathlib import Path

from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Pupil = build_entity(key="pupil", plural="pupils", label="Pupil", is_person=True)


class class_hours(Variable):
    value_type = int
    entity = Pupil
    definition_period = DateUnit.MONTH
    label = "Class hours attended in the month"


class is_waived(Variable):
    value_type = bool
    entity = Pupil
    definition_period = DateUnit.MONTH
    label = "Waived for economic disadvantage"


class fee_due(Variable):
    value_type = float
    entity = Pupil
    definition_period = DateUnit.MONTH
    label = "Due, in yuan"

    def formula(pupil, period, parameters):
        return pupil("class_hours", period) * parameters(period).fee.rate


class fee_payable(Variable):
    value_type = float
    entity = Pupil
    definition_period = DateUnit.MONTH
    label = "Payable, in yuan"

    def formula(pupil, period, parameters):
        return pupil("fee_due", period) * (1 - pupil("is_waived", period))


class AfterSchoolService(TaxBenefitSystem):
    def __init__(self):
        super().__init__([Pupil])
        self.add_variables(class_hours, is_waived, fee_due, fee_payable)
        self.load_parameters(str(Path(__file__).parent / "parameters"))
