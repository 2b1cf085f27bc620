"""Surveys: what volunteers and staff say they need to learn, and the plan or the figures that follow."""
