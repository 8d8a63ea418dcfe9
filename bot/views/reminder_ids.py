"""The names Slack hands back to us about reminders. A renamed one orphans what is already out there."""

QUIET_TODAY = "reminders_quiet_today"
QUIET_FOR_GOOD = "reminders_off"
REMIND_AGAIN = "reminders_on"
CHOOSE_REMINDERS = "choose_reminders"
