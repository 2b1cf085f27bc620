"""Certificates: issued when somebody is certified, drawn as PDF, checked by anybody who holds one."""
