from .attribute import Attribute
from .category import Category, ConditionKind, DecisionCondition, DecisionRow
from .criterion import Chapter, Criterion, Evidence, Question
from .framework import Framework, FrameworkCriterion
from .icp import Icp, IcpCriterion, Operator
from .persona import Persona, Seniority
from .product import Product, Segment
from .scoring_model import ScoringModelVersion, ScoringSettings
from .sign_off import SignOff
from .signal_type import SignalType
from .texts import read

__all__ = [
    "Attribute",
    "Category",
    "Chapter",
    "ConditionKind",
    "Criterion",
    "DecisionCondition",
    "DecisionRow",
    "Evidence",
    "Framework",
    "FrameworkCriterion",
    "Icp",
    "IcpCriterion",
    "Operator",
    "Persona",
    "Product",
    "Question",
    "ScoringModelVersion",
    "ScoringSettings",
    "Segment",
    "Seniority",
    "SignOff",
    "SignalType",
    "read",
]
