"""The outside contact: told, without content, by e-mail or webhook, when nobody acknowledges a case."""

from adapters.outside.mail import MailServer
from adapters.outside.messenger import OutsideMessenger

__all__ = ["MailServer", "OutsideMessenger"]
