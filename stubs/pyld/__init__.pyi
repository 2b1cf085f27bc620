"""The part of PyLD that lms.certificates uses."""
