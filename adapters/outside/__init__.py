"""Who is outside: the contact that is told when nobody acknowledges a case, and the operator's own program.

Both are told without content.
"""

from adapters.outside.announcing import Program
from adapters.outside.mail import MailServer
from adapters.outside.messenger import OutsideMessenger

__all__ = ["MailServer", "OutsideMessenger", "Program"]
