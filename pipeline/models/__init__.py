from .audit_call import AuditCall, AuditRule, RejectionCount
from .bulk_act import BulkAct
from .call import Answer, DiscoveryCall, FollowUp, Note
from .checklist import ChecklistTick
from .company import Company
from .consent import Bounce, Consent
from .contact import Contact
from .do_not_contact import DoNotContact
from .erasure import Erasure, RetentionRule
from .feed import CalendarFeed
from .handoff import HandOff
from .job import Job, JobFile
from .lead import Lead, LeadState
from .mail_rule import MailRule
from .merge import DuplicatePair, Merge, Twins
from .message import Message
from .objection import Objection
from .practice import PracticeAnswer, PracticeCall
from .preview import PreviewMove
from .question_use import PassedQuestion, QuestionUse, UncountedCall
from .rating_history import RatingHistory
from .review import Review, ReviewSchedule
from .review_decision import ActionItem, ReviewDecision
from .review_lead import Group, ReviewLead
from .review_rule import Flag, ReviewFlag, ReviewRule
from .saved_mapping import SavedMapping
from .saved_view import SavedView
from .score import CategoryOverride, RescorePass, RescoreRange, ScoreChange
from .score_audit import ScoreAudit
from .score_input import InputLayout, LeadInput
from .signal import Signal
from .stage import Reason, Stage, StageMove
from .stakeholder import Stakeholder
from .stale import StaleLead
from .tag import LeadTag, Tag
from .workflow import CategoryRoute, TeamWorkflow

__all__ = [
    "ActionItem",
    "Answer",
    "AuditCall",
    "AuditRule",
    "Bounce",
    "BulkAct",
    "CalendarFeed",
    "CategoryOverride",
    "CategoryRoute",
    "ChecklistTick",
    "Company",
    "Consent",
    "Contact",
    "DiscoveryCall",
    "DoNotContact",
    "DuplicatePair",
    "Erasure",
    "Flag",
    "FollowUp",
    "Group",
    "HandOff",
    "InputLayout",
    "Job",
    "JobFile",
    "Lead",
    "LeadInput",
    "LeadState",
    "LeadTag",
    "MailRule",
    "Merge",
    "Message",
    "Note",
    "Objection",
    "PassedQuestion",
    "PracticeAnswer",
    "PracticeCall",
    "PreviewMove",
    "QuestionUse",
    "RatingHistory",
    "Reason",
    "RejectionCount",
    "RescorePass",
    "RescoreRange",
    "RetentionRule",
    "Review",
    "ReviewDecision",
    "ReviewFlag",
    "ReviewLead",
    "ReviewRule",
    "ReviewSchedule",
    "SavedMapping",
    "SavedView",
    "ScoreAudit",
    "ScoreChange",
    "Signal",
    "Stage",
    "StageMove",
    "Stakeholder",
    "StaleLead",
    "Tag",
    "TeamWorkflow",
    "Twins",
    "UncountedCall",
]
