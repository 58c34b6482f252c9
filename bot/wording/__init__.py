"""Every sentence the bot says, one module per flow: functions that return cards."""
