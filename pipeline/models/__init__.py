from .audit_call import AuditCall, AuditRule, RejectionCount
from .bulk_act import BulkAct
from .call import Answer, DiscoveryCall, FollowUp, Note
from .checklist import ChecklistTick
from .company import Company
from .consent import Bounce, Consent
from .contact import Contact
from .do_not_contact import DoNotContact
from .enrolment import Enrolment, EnrolmentStep, NurtureLook
from .erasure import Erasure, RetentionRule
from .feed import CalendarFeed
from .handoff import HandOff
from .handoff_clock import HandOffClock, LatenessRule
from .handoff_rule import HandOffRule, LeadToHandOver
from .hold import Hold, HoldRule
from .job import Job, JobFile
from .lead import Lead, LeadState
from .mail_rule import MailRule
from .mail_template import MailTemplate
from .merge import DuplicatePair, Merge, Twins
from .message import Message
from .nurture import NurtureTrack, TrackRule, TrackStep
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
    "Enrolment",
    "EnrolmentStep",
    "Erasure",
    "Flag",
    "FollowUp",
    "Group",
    "HandOff",
    "HandOffClock",
    "HandOffRule",
    "Hold",
    "HoldRule",
    "InputLayout",
    "Job",
    "JobFile",
    "LatenessRule",
    "Lead",
    "LeadInput",
    "LeadState",
    "LeadTag",
    "LeadToHandOver",
    "MailRule",
    "MailTemplate",
    "Merge",
    "Message",
    "Note",
    "NurtureLook",
    "NurtureTrack",
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
    "TrackRule",
    "TrackStep",
    "Twins",
    "UncountedCall",
]
