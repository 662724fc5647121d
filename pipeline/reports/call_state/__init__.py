"""What the page of a discovery call shows: what is known now, what it means, and what to ask next."""

from .answerable import answerable
from .conflict import conflict_of
from .history import answer_history
from .letter import mail_address, summary_text
from .now import CallState, call_state
from .proposal import Proposal, propose
from .record import CallRecord, call_record
from .script import Script, call_script

__all__ = [
    "CallRecord",
    "CallState",
    "Proposal",
    "Script",
    "answer_history",
    "answerable",
    "call_record",
    "call_script",
    "call_state",
    "conflict_of",
    "mail_address",
    "propose",
    "summary_text",
]
