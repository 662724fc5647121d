from .call import Answer, DiscoveryCall, FollowUp, Note
from .company import Company
from .contact import Contact
from .job import Job
from .lead import Lead, LeadState
from .score import CategoryOverride, RescorePass, RescoreRange, ScoreChange
from .signal import Signal
from .stage import Reason, Stage, StageMove
from .stakeholder import Stakeholder
from .stale import StaleLead
from .workflow import CategoryRoute, TeamWorkflow

__all__ = [
    "Answer",
    "CategoryOverride",
    "CategoryRoute",
    "Company",
    "Contact",
    "DiscoveryCall",
    "FollowUp",
    "Job",
    "Lead",
    "LeadState",
    "Note",
    "Reason",
    "RescorePass",
    "RescoreRange",
    "ScoreChange",
    "Signal",
    "Stage",
    "StageMove",
    "Stakeholder",
    "StaleLead",
    "TeamWorkflow",
]
