"""What the log says, to an administrator who reads it seldom: in Vietnamese, a cause once."""
